package dev.snapledger.cli.disk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.snapledger.blockstore.transfer.ImageFile;
import dev.snapledger.blockstore.transfer.UnsupportedImageException;
import dev.snapledger.blockstore.vhd.InvalidVhdException;
import dev.snapledger.blockstore.vhd.VhdFooter;
import dev.snapledger.cli.answer.OutputOption;
import dev.snapledger.cli.output.Console;
import dev.snapledger.cli.output.ShownException;
import dev.snapledger.cli.remote.ResourceId;
import dev.snapledger.cli.remote.ResourceKind;
import dev.snapledger.cli.remote.Session;
import dev.snapledger.cli.remote.SharedAccess;
import dev.snapledger.cli.resource.GroupOption;
import dev.snapledger.cli.resource.NameAndFile;
import dev.snapledger.cli.resource.RemoteCommand;
import dev.snapledger.cli.resource.Resources;
import dev.snapledger.cli.transfer.ImageKind;
import dev.snapledger.cli.transfer.ImageUpload;
import dev.snapledger.cli.transfer.ImportProgress;
import dev.snapledger.cli.transfer.Pipes;
import dev.snapledger.cli.transfer.Report;
import dev.snapledger.cli.transfer.TransferOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ledger disk import}. */
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Makes a disk of a fixed VHD or a raw image: only what is not zero is sent. Another format"
          + " is",
      "refused; 'qemu-img convert -O raw' makes a raw image of it. If the command ends early, the",
      "disk is deleted again, or kept to go on with (--resume)."
    },
    footer = {
      "",
      "Examples:",
      "  ledger disk import -g demo disk1 debian.vhd",
      "  ledger disk import -g demo disk1 large.vhd --resume     again, until it ends well",
      "  zstd -dc image.raw.zst | ledger disk import -g demo -n disk2 --size-gb 8 -"
    })
final class ImportDiskCommand extends RemoteCommand {
  private static final long GIB = 1L << 30;

  @Mixin private GroupOption group;
  @Mixin private NameAndFile file;

  @Option(
      names = {"-z", "--size-gb"},
      paramLabel = "GIB",
      description =
          "Size of the disk in GiB; needed for a pipe, else that of the image, rounded up.")
  private @Nullable Long sizeGib;

  @Option(
      names = "--format",
      paramLabel = "KIND",
      defaultValue = "auto",
      description =
          "auto: a VHD if it ends with the footer of one, else raw; or vhd or raw (default:"
              + " ${DEFAULT-VALUE}).")
  private ImageKind kind = ImageKind.AUTO;

  @Option(
      names = "--resume",
      description =
          "Keeps the disk if the command ends early, and what is done of FILE in FILE.import; the"
              + " same command then goes on. A disk that was made without an answer is known by its"
              + " tag ledger-import, which goes away then.")
  private boolean resume;

  @Mixin private NewDisk disk;
  @Mixin private TransferOptions transfer;
  @Mixin private OutputOption output;

  ImportDiskCommand() {}

  @Override
  protected void check() {
    file.check();
    var _ = transfer.parallel();
    if (Pipes.isStandard(file.file()) && sizeGib == null) {
      throw wrong("expected --size-gb, as the length of a pipe is not known, but found none");
    }
    if (resume && Pipes.isStandard(file.file())) {
      throw wrong("--resume: expected a file, as a pipe cannot be read again, but found '-'");
    }
    if (!Pipes.isStandard(file.file()) && !Files.isReadable(Path.of(file.file()))) {
      throw wrong("FILE: expected a file that can be read, but found " + file.file());
    }
    if (sizeGib != null && (sizeGib < 1 || sizeGib > 32_767)) {
      throw wrong("--size-gb: expected 1 to 32767, but found " + sizeGib);
    }
  }

  @Override
  protected void run(Session session) throws IOException {
    long imageBytes = imageBytes();
    long diskBytes = sizeGib == null ? Math.ceilDiv(imageBytes, GIB) * GIB : sizeGib * GIB;
    if (imageBytes > diskBytes) {
      throw wrong(
          "--size-gb: expected at least the %d bytes of the image, but found %d"
              .formatted(imageBytes, diskBytes));
    }
    ResourceId id = session.resource(ResourceKind.DISK, group.group(), file.name());
    ImportProgress progress = resume ? ImportProgress.of(Path.of(file.file())) : null;
    new ImportedDisk(session, id, progress).open(() -> body(session, diskBytes));
    upload(session, id, new Sizes(imageBytes, diskBytes), progress);
    output.print(
        out(), Resources.columns(ResourceKind.DISK), Resources.shown(session.arm().get(id.path())));
  }

  /** Bytes of the disk that are in the image, and of the whole disk. */
  private record Sizes(long imageBytes, long diskBytes) {}

  private ObjectNode body(Session session, long diskBytes) {
    ObjectNode body = disk.body(session, group.group(), null);
    body.putObject("properties")
        .putObject("creationData")
        .put("createOption", "Upload")
        .put("uploadSizeBytes", diskBytes + VhdFooter.BYTES);
    return body;
  }

  private void upload(
      Session session, ResourceId id, Sizes sizes, @Nullable ImportProgress progress)
      throws IOException {
    Console console = console(session);
    boolean whole = false;
    boolean kept = progress != null;
    try {
      send(session, id, sizes, progress);
      whole = true;
    } catch (InvalidVhdException | UnsupportedImageException e) {
      kept = false; // It will be no better the next time.
      throw new ShownException(e.getMessage() == null ? "" : e.getMessage(), e);
    } finally {
      if (progress != null && !whole && kept) {
        progress.save();
        console.line(
            "ledger: the %s is not complete; the same command goes on with it"
                .formatted(id.shown()));
      } else {
        if (progress != null) {
          progress.end();
        }
        if (!whole) {
          console.line("ledger: the %s is not complete, and deleted again".formatted(id.shown()));
          var _ = session.arm().last().delete(id.path());
        }
      }
    }
  }

  /** Bytes of the disk in the image; 0 for a pipe. */
  private long imageBytes() throws IOException {
    if (Pipes.isStandard(file.file())) {
      return 0;
    }
    Path path = Path.of(file.file());
    try {
      ImageFile image =
          switch (kind) {
            case AUTO -> ImageFile.detect(path);
            case VHD -> ImageFile.vhd(path);
            case RAW -> ImageFile.raw(path);
          };
      return image.dataBytes();
    } catch (InvalidVhdException | UnsupportedImageException e) {
      throw new ShownException(e.getMessage() == null ? "" : e.getMessage(), e);
    }
  }

  private void send(Session session, ResourceId id, Sizes sizes, @Nullable ImportProgress progress)
      throws IOException {
    long done = progress == null ? 0 : progress.doneBytes();
    Report report =
        new Report(console(session), "importing " + file.name(), done, sizes.imageBytes());
    LongConsumer reached =
        progress == null ? report.reached() : report.reached().andThen(progress::done);
    try (InputStream in = Pipes.input(file.file(), session::check);
        SharedAccess access = SharedAccess.take(session, id, SharedAccess.Right.WRITE)) {
      in.skipNBytes(done);
      var upload = new ImageUpload(access.blob(), transfer.parallel(), sizes.diskBytes());
      report.done(upload.run(in, done, file.file(), kind, reached));
    }
  }
}

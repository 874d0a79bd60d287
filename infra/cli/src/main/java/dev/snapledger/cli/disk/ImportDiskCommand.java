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
import dev.snapledger.cli.transfer.Pipes;
import dev.snapledger.cli.transfer.Report;
import dev.snapledger.cli.transfer.TransferOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
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
      "disk is deleted again."
    },
    footer = {
      "",
      "Examples:",
      "  ledger disk import -g demo disk1 debian.vhd",
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
    if (session.arm().find(id.path()) != null) {
      throw new ShownException(
          "AlreadyExists: expected a new disk, but the %s is there".formatted(id.shown()));
    }
    ObjectNode body = disk.body(session, group.group(), null);
    body.putObject("properties")
        .putObject("creationData")
        .put("createOption", "Upload")
        .put("uploadSizeBytes", diskBytes + VhdFooter.BYTES);
    var _ = session.arm().put(id.path(), body);
    Console console = console(session);
    boolean whole = false;
    try {
      upload(
          session, id, diskBytes, new Report(console, "importing " + file.name(), 0, imageBytes));
      whole = true;
    } catch (InvalidVhdException | UnsupportedImageException e) {
      throw new ShownException(e.getMessage() == null ? "" : e.getMessage(), e);
    } finally {
      if (!whole) {
        console.line("ledger: the %s is not complete, and deleted again".formatted(id.shown()));
        var _ = session.arm().last().delete(id.path());
      }
    }
    output.print(
        out(), Resources.columns(ResourceKind.DISK), Resources.shown(session.arm().get(id.path())));
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

  private void upload(Session session, ResourceId id, long diskBytes, Report report)
      throws IOException {
    try (InputStream in = Pipes.input(file.file(), session::check);
        SharedAccess access = SharedAccess.take(session, id, SharedAccess.Right.WRITE)) {
      var upload = new ImageUpload(access.blob(), transfer.parallel(), diskBytes);
      report.done(upload.run(in, file.file(), kind, report.reached()));
    }
  }
}

package dev.snapledger.cli.export;

import dev.snapledger.app.NodePorts;
import dev.snapledger.app.StoppedStores;
import dev.snapledger.blockstore.api.BlockStore;
import dev.snapledger.blockstore.api.ImageId;
import dev.snapledger.blockstore.api.SealedImage;
import dev.snapledger.blockstore.transfer.ImageExporter;
import dev.snapledger.blockstore.vhd.VhdFooter;
import dev.snapledger.blockstore.vhd.VhdIdentity;
import dev.snapledger.cli.node.FolderOption;
import dev.snapledger.cli.output.Console;
import dev.snapledger.cli.output.Sizes;
import dev.snapledger.cli.stop.StopRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ledger export}: writes a snapshot of a stopped node as a fixed VHD. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Writes a snapshot of a stopped node as a fixed VHD: the disk's bytes, a footer.",
      "Every block is compared with its checksum as it is read. A block that cannot be",
      "read ends the export with an error that names it, and leaves no file.",
      "",
      "With --salvage the export goes on: such blocks are zero in the file, and listed",
      "in FILE.holes, one JSON object a line (startByte, lengthBytes, block, reason).",
      "Whoever uses the file has to know that list; the exit code is 1 if there is one.",
      "",
      "The file appears under its name only when it is complete and durable. The data",
      "directory is not changed."
    },
    footer = {
      "",
      "Examples:",
      "  ledger export --data DIR --region eastus --snapshot ID --out a.vhd",
      "  ledger export --data DIR --region eastus --snapshot ID --out a.vhd --salvage",
      "  jq -s 'map(.lengthBytes) | add' a.vhd.holes    bytes that are lost",
      "",
      "The id of a snapshot is its snapshotId in events and queries; 'ledger scrub'",
      "names those that are hit."
    })
public final class ExportCommand implements Callable<Integer> {
  private static final int SHOWN_MAX = 5;

  @Spec private CommandSpec spec;

  @Mixin private FolderOption data;

  @Option(
      names = "--region",
      paramLabel = "NAME",
      required = true,
      description = "Region of the snapshot.")
  private String region = "";

  @Option(
      names = "--snapshot",
      paramLabel = "ID",
      required = true,
      description = "Id of the snapshot, a UUID.")
  private UUID snapshot = new UUID(0, 0);

  @Option(
      names = "--out",
      paramLabel = "FILE",
      required = true,
      description = "The VHD to write; a new file.")
  private Path file = Path.of("");

  @Option(
      names = "--salvage",
      description = "Go on where a block cannot be read, and list the holes in FILE.holes.")
  private boolean salvage;

  ExportCommand() {}

  @Override
  public Integer call() throws IOException {
    data.checkExists();
    checkOut();
    try (StopRequest stop = StopRequest.listen();
        StoppedStores stores = StoppedStores.openReadOnly(data.folder())) {
      data.checkRegion(region, stores.regions());
      BlockStore store = stores.region(region);
      SealedImage image = find(store);
      var console =
          new Console(
              spec.commandLine().getOut(),
              Console.surfaceOf(false),
              NodePorts.real().time(),
              stop::check);
      return salvage ? salvage(store, image, console) : export(store, image, console);
    }
  }

  private void checkOut() {
    Path folder = file.toAbsolutePath().getParent();
    if (Files.exists(file) || folder == null || !Files.isDirectory(folder)) {
      throw new ParameterException(
          spec.commandLine(),
          "--out: expected a new file in a folder that exists, but found " + file);
    }
    Path holes = HolesFile.of(file.toAbsolutePath());
    if (Files.exists(holes)) {
      throw new ParameterException(
          spec.commandLine(),
          "--out: expected no list of holes of an earlier export, but found " + holes);
    }
  }

  private SealedImage find(BlockStore store) {
    SealedImage found = store.findImage(new ImageId(snapshot));
    if (found == null) {
      throw new ParameterException(
          spec.commandLine(),
          "--snapshot: expected a snapshot in region %s, but found none with id %s; %s"
              .formatted(region, snapshot, known(store.images())));
    }
    return found;
  }

  private static String known(List<SealedImage> images) {
    String shown =
        images.stream()
            .limit(SHOWN_MAX)
            .map(image -> image.image().toString())
            .collect(Collectors.joining(", "));
    return images.isEmpty()
        ? "there are none at all"
        : images.size() > SHOWN_MAX
            ? "there are %d, such as %s".formatted(images.size(), shown)
            : "there are " + shown;
  }

  private int export(BlockStore store, SealedImage image, Console console) throws IOException {
    Console.ByteProgress progress = console.progress("exporting " + file);
    new ImageExporter(store).exportVhd(image.image(), file, identity(), progress::advanced);
    progress.done(image.sizeBytes() + VhdFooter.BYTES);
    console.line("export: every block was read and is as it was written");
    return 0;
  }

  private int salvage(BlockStore store, SealedImage image, Console console) throws IOException {
    try (HolesFile holes = HolesFile.beside(file.toAbsolutePath())) {
      Console.ByteProgress progress = console.progress("salvaging " + file);
      new ImageExporter(store)
          .salvageVhd(image.image(), file, identity(), holes, progress::advanced);
      progress.done(image.sizeBytes() + VhdFooter.BYTES);
      if (holes.holes() == 0) {
        console.line("salvage: every block was read and is as it was written; there are no holes");
        return 0;
      }
      console.line(
          "salvage: %s blocks could not be read, %s of %s are LOST and zero in the file; listed in %s"
              .formatted(
                  Sizes.count(holes.holes()),
                  Sizes.bytes(holes.bytes()),
                  Sizes.bytes(image.sizeBytes()),
                  holes.file()));
      return 1;
    }
  }

  /** The same file for the same snapshot, whenever it is exported. */
  private VhdIdentity identity() {
    return new VhdIdentity(VhdIdentity.CREATED_AT_MIN, snapshot);
  }
}

package dev.snapledger.cli.snapshot;

import dev.snapledger.blockstore.vhd.VhdFooter;
import dev.snapledger.cli.remote.PageBlob;
import dev.snapledger.cli.remote.ResourceKind;
import dev.snapledger.cli.remote.Session;
import dev.snapledger.cli.remote.SharedAccess;
import dev.snapledger.cli.resource.GroupOption;
import dev.snapledger.cli.resource.NameAndFile;
import dev.snapledger.cli.resource.NewFile;
import dev.snapledger.cli.resource.RemoteCommand;
import dev.snapledger.cli.resource.Resources;
import dev.snapledger.cli.transfer.Export;
import dev.snapledger.cli.transfer.ImageKind;
import dev.snapledger.cli.transfer.Pipes;
import dev.snapledger.cli.transfer.Report;
import dev.snapledger.cli.transfer.TransferOptions;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ledger snapshot export}. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Downloads a snapshot as a fixed VHD, or without its footer. What is zero is not fetched, and"
          + " a",
      "hole in the file. The file has its name when it is complete; until then it is FILE.part. If",
      "the command ends early, the same command goes on from there."
    },
    footer = {
      "",
      "Examples:",
      "  ledger snapshot export -g demo snap1 snap1.vhd",
      "  ledger snapshot export -g demo snap1 --format raw - | zstd > snap1.raw.zst"
    })
final class ExportSnapshotCommand extends RemoteCommand {
  @Mixin private GroupOption group;
  @Mixin private NameAndFile file;

  @Option(
      names = "--format",
      paramLabel = "KIND",
      defaultValue = "vhd",
      description = "vhd, or raw for the disk's bytes alone (default: ${DEFAULT-VALUE}).")
  private ImageKind kind = ImageKind.VHD;

  @Mixin private NewFile newFile;
  @Mixin private TransferOptions transfer;

  ExportSnapshotCommand() {}

  @Override
  protected void check() {
    file.check();
    newFile.check(file.file());
    var _ = transfer.parallel();
    if (kind == ImageKind.AUTO) {
      throw wrong("--format: expected vhd or raw, but found auto");
    }
  }

  @Override
  protected void run(Session session) throws IOException {
    var snapshot =
        Resources.find(session, group.group(), file.name(), List.of(ResourceKind.SNAPSHOT));
    try (SharedAccess access = SharedAccess.take(session, snapshot.id(), SharedAccess.Right.READ)) {
      PageBlob blob = access.blob();
      PageBlob.Properties properties = blob.properties();
      long length =
          kind == ImageKind.RAW
              ? properties.lengthBytes() - VhdFooter.BYTES
              : properties.lengthBytes();
      var report = new Report(console(session), "exporting " + file.name(), 0, length);
      var export = new Export(blob, transfer.parallel(), properties.etag());
      report.done(move(export, properties.etag(), length, report));
    }
  }

  private long move(Export export, String etag, long length, Report report) throws IOException {
    if (Pipes.isStandard(file.file())) {
      try (OutputStream out = Pipes.output()) {
        return export.toPipe(out, 0, length, report.reached());
      }
    }
    return export.toFile(newFile.path(file.file()), etag, length, report.reached());
  }
}

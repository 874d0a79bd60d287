package dev.snapledger.cli.disk;

import dev.snapledger.cli.remote.ResourceKind;
import dev.snapledger.cli.remote.Session;
import dev.snapledger.cli.remote.SharedAccess;
import dev.snapledger.cli.resource.GroupOption;
import dev.snapledger.cli.resource.NameAndFile;
import dev.snapledger.cli.resource.NewFile;
import dev.snapledger.cli.resource.RemoteCommand;
import dev.snapledger.cli.resource.Resources;
import dev.snapledger.cli.transfer.Export;
import dev.snapledger.cli.transfer.Pipes;
import dev.snapledger.cli.transfer.Report;
import dev.snapledger.cli.transfer.SparseOutput;
import dev.snapledger.cli.transfer.TransferOptions;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ledger disk read}. */
@Command(
    name = "read",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Reads the bytes of a disk, or some of them, into a new file or a pipe; no footer. What is"
          + " zero",
      "is not fetched, and a hole in the file. If the disk is written meanwhile, old and new bytes"
          + " are",
      "mixed: take a snapshot and export that to have one moment."
    },
    footer = {
      "",
      "Examples:",
      "  ledger disk read -g demo disk1 disk1.raw",
      "  ledger disk read -g demo disk1 --offset 510 --length 2 - | xxd"
    })
final class ReadDiskCommand extends RemoteCommand {
  @Mixin private GroupOption group;
  @Mixin private NameAndFile file;

  @Option(
      names = "--offset",
      paramLabel = "BYTE",
      defaultValue = "0",
      description = "The first byte (default: ${DEFAULT-VALUE}).")
  private long startByte;

  @Option(
      names = "--length",
      paramLabel = "BYTES",
      description = "How many; without it, all up to the end of the disk.")
  private @Nullable Long length;

  @Mixin private NewFile newFile;
  @Mixin private TransferOptions transfer;

  ReadDiskCommand() {}

  @Override
  protected void check() {
    file.check();
    newFile.check(file.file());
    var _ = transfer.parallel();
    if (startByte < 0 || (length != null && length < 1)) {
      throw wrong(
          "expected --offset from 0 on and --length from 1 on, but found %d and %s"
              .formatted(startByte, length));
    }
  }

  @Override
  protected void run(Session session) throws IOException {
    var disk = Resources.find(session, group.group(), file.name(), List.of(ResourceKind.DISK));
    long size = disk.sizeBytes();
    long bytes = length == null ? size - startByte : length;
    if (startByte >= size || bytes > size - startByte) {
      throw wrong(
          "expected bytes inside the disk of %d, but found %d from %d on"
              .formatted(size, bytes, startByte));
    }
    try (SharedAccess access = SharedAccess.take(session, disk.id(), SharedAccess.Right.READ)) {
      var report = new Report(console(session), "reading " + file.name(), startByte, bytes);
      var export = new Export(access.blob(), transfer.parallel(), null);
      long moved;
      if (Pipes.isStandard(file.file())) {
        try (OutputStream out = Pipes.output()) {
          moved = export.toPipe(out, startByte, startByte + bytes, report.reached());
        }
      } else {
        try (SparseOutput out = SparseOutput.create(newFile.path(file.file()))) {
          moved = export.toPipe(out, startByte, startByte + bytes, report.reached());
          out.commit();
        }
      }
      report.done(moved);
    }
  }
}

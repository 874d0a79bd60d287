package dev.snapledger.cli.disk;

import dev.snapledger.cli.remote.ResourceKind;
import dev.snapledger.cli.remote.Session;
import dev.snapledger.cli.remote.SharedAccess;
import dev.snapledger.cli.resource.GroupOption;
import dev.snapledger.cli.resource.NameAndFile;
import dev.snapledger.cli.resource.RemoteCommand;
import dev.snapledger.cli.resource.Resources;
import dev.snapledger.cli.transfer.DiskWrite;
import dev.snapledger.cli.transfer.Pipes;
import dev.snapledger.cli.transfer.Report;
import dev.snapledger.cli.transfer.TransferOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ledger disk write}. */
@Command(
    name = "write",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Writes the bytes of a file or pipe to a disk, from any place on. Each part of 4 MiB is"
          + " durable",
      "when it is counted. If the command ends early, some parts are new and some old; the same",
      "command again makes them all new. While it runs, the disk has no snapshots taken."
    },
    footer = {
      "",
      "Examples:",
      "  ledger disk write -g demo disk1 --offset 0 boot.img",
      "  echo hello | ledger disk write -g demo disk1 --offset 1048576 -"
    })
final class WriteDiskCommand extends RemoteCommand {
  @Mixin private GroupOption group;
  @Mixin private NameAndFile file;

  @Option(
      names = "--offset",
      paramLabel = "BYTE",
      defaultValue = "0",
      description = "Where the first byte goes to (default: ${DEFAULT-VALUE}).")
  private long startByte;

  @Mixin private TransferOptions transfer;

  WriteDiskCommand() {}

  @Override
  protected void check() {
    file.check();
    var _ = transfer.parallel();
    if (startByte < 0) {
      throw wrong("--offset: expected 0 or more, but found " + startByte);
    }
    if (!Pipes.isStandard(file.file()) && !Files.isReadable(Path.of(file.file()))) {
      throw wrong("FILE: expected a file that can be read, but found " + file.file());
    }
  }

  @Override
  protected void run(Session session) throws IOException {
    var disk = Resources.find(session, group.group(), file.name(), List.of(ResourceKind.DISK));
    if (startByte > disk.sizeBytes()) {
      throw wrong(
          "--offset: expected at most %d, the size of the disk, but found %d"
              .formatted(disk.sizeBytes(), startByte));
    }
    long length = Pipes.isStandard(file.file()) ? 0 : Files.size(Path.of(file.file()));
    if (length > disk.sizeBytes() - startByte) {
      throw wrong(
          "FILE: expected at most %d bytes from %d on, where the disk ends, but found %d"
              .formatted(disk.sizeBytes() - startByte, startByte, length));
    }
    try (InputStream in = Pipes.input(file.file(), session::check);
        SharedAccess access = SharedAccess.take(session, disk.id(), SharedAccess.Right.WRITE)) {
      var report = new Report(console(session), "writing " + file.name(), startByte, length);
      var write = new DiskWrite(access.blob(), transfer.parallel(), disk.sizeBytes());
      report.done(write.run(in, startByte, report.reached()));
    }
  }
}

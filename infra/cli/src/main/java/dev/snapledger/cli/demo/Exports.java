package dev.snapledger.cli.demo;

import dev.snapledger.blockstore.api.ImageId;
import dev.snapledger.blockstore.transfer.ImageExporter;
import dev.snapledger.blockstore.vhd.VhdFooter;
import dev.snapledger.blockstore.vhd.VhdIdentity;
import dev.snapledger.cli.output.Console;
import dev.snapledger.projections.chain.SnapshotRow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes snapshots as files and compares the files, footer included, with the model. */
final class Exports {
  private final DemoLedger ledger;
  private final ByteComparison comparison;
  private final Console console;
  private final Path folder;

  /** Exports into an existing folder. */
  Exports(DemoLedger ledger, ByteComparison comparison, Console console, Path folder) {
    this.ledger = ledger;
    this.comparison = comparison;
    this.console = console;
    this.folder = folder;
  }

  /** Writes a fixed VHD and compares it. */
  Path vhd(SnapshotRow row, int round) throws IOException {
    Path file = folder.resolve(row.name().name() + ".vhd");
    var progress = console.progress("exporting " + file.getFileName());
    var identity = new VhdIdentity(row.startedAt(), row.snapshotId().value());
    exporter(row).exportVhd(imageOf(row), file, identity, progress::advanced);
    progress.done(row.sizeBytes() + VhdFooter.BYTES);
    compare(file, row, round);
    return file;
  }

  /** Writes the bytes alone, for other programs to compare a VHD with, and compares them. */
  Path raw(SnapshotRow row, int round) throws IOException {
    Path file = folder.resolve(row.name().name() + ".raw");
    var progress = console.progress("exporting " + file.getFileName());
    exporter(row).exportRaw(imageOf(row), file, progress::advanced);
    progress.done(row.sizeBytes());
    compare(file, row, round);
    return file;
  }

  private ImageExporter exporter(SnapshotRow row) {
    return new ImageExporter(ledger.store(row.region()));
  }

  private static ImageId imageOf(SnapshotRow row) {
    return new ImageId(row.snapshotId().value());
  }

  private void compare(Path file, SnapshotRow row, int round) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      long fileBytes = channel.size();
      if (file.toString().endsWith(".vhd")) {
        byte[] footer = new byte[VhdFooter.BYTES];
        readFully(channel, row.sizeBytes(), ByteBuffer.wrap(footer));
        checkFooter(VhdFooter.decode(footer, fileBytes), row);
      } else if (fileBytes != row.sizeBytes()) {
        throw new DemoFailedException(
            "expected %s of %d bytes, but found %d".formatted(file, row.sizeBytes(), fileBytes));
      }
      comparison.compare(
          file.getFileName().toString(),
          round,
          row.sizeBytes(),
          (start, into) -> readFully(channel, start, into));
    }
  }

  private static void checkFooter(VhdFooter footer, SnapshotRow row) {
    if (footer.sizeBytes() != row.sizeBytes()
        || !footer.identity().uniqueId().equals(row.snapshotId().value())) {
      throw new DemoFailedException(
          "expected a footer for %d bytes of %s, but found %s"
              .formatted(row.sizeBytes(), row.snapshotId(), footer));
    }
  }

  private static void readFully(FileChannel channel, long start, ByteBuffer into) {
    try {
      for (long at = start; into.hasRemaining(); ) {
        int read = channel.read(into, at);
        if (read < 0) {
          return; // The comparison says where it ends.
        }
        at += read;
      }
    } catch (IOException e) {
      throw new UncheckedIOException("expected to read an exported file, but " + e.getMessage(), e);
    }
  }

  /** Deletes a checked file that nobody asked to keep. */
  static void discard(Path file) throws IOException {
    Files.delete(file);
  }
}

package dev.snapledger.bench.disk;

import dev.snapledger.blockstore.geometry.Geometry;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/**
 * The disk as a raw image in a file, sparse where it is zero: what is imported, copied and backed
 * up.
 */
public record RawDisk(Path file) {
  /** Writes the whole disk, durably. */
  public void write(DiskModel model) throws IOException {
    byte[] block = new byte[Geometry.BLOCK_BYTES];
    try (RandomAccessFile raw = new RandomAccessFile(file.toFile(), "rw")) {
      raw.setLength(0);
      raw.setLength(model.sizeBytes());
      for (int i = 0; i < model.blocks(); i++) {
        if (model.kindOf(i) != Content.Kind.ZERO) {
          model.fill(i, block);
          ChangeSet.writeFully(raw.getChannel(), Geometry.startOf(i), ByteBuffer.wrap(block));
        }
      }
      raw.getChannel().force(true);
    }
  }

  /** Writes the changed blocks, durably. */
  public void write(ChangeSet changes) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      changes.writeTo(channel);
      channel.force(true);
    }
  }

  /** CRC32C of the whole disk, for what is compared while it streams by. */
  public static int crc32c(DiskModel model) {
    CRC32C crc = new CRC32C();
    byte[] block = new byte[Geometry.BLOCK_BYTES];
    for (int i = 0; i < model.blocks(); i++) {
      model.fill(i, block);
      crc.update(block);
    }
    return (int) crc.getValue();
  }
}

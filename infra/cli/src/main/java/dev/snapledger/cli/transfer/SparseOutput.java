package dev.snapledger.cli.transfer;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * A new file with holes where it is zero, under its name when it is complete. What ends early
 * leaves nothing. For one thread.
 */
public final class SparseOutput extends OutputStream {
  private static final int PART_BYTES = 4096;

  private final Path file;
  private final Path part;
  private final FileChannel channel;
  private long at;
  private boolean committed;

  private SparseOutput(Path file, Path part, FileChannel channel) {
    this.file = file;
    this.part = part;
    this.channel = channel;
  }

  /** Starts a file; a file of an attempt before is replaced. */
  public static SparseOutput create(Path file) throws IOException {
    Path part = file.resolveSibling(file.getFileName() + ".reading");
    FileChannel channel =
        FileChannel.open(
            part,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE);
    return new SparseOutput(file, part, channel);
  }

  @Override
  public void write(int single) throws IOException {
    write(new byte[] {(byte) single}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int start, int length) throws IOException {
    int data = 0; // Where bytes begin that are not written yet, and not zero.
    for (int done = 0; done < length; done += PART_BYTES) {
      int count = Math.min(PART_BYTES, length - done);
      if (ZeroRuns.isZero(ByteBuffer.wrap(bytes, start + done, count).slice())) {
        put(bytes, start + data, done - data, at + data);
        data = done + count;
      }
    }
    put(bytes, start + data, length - data, at + data);
    at += length;
  }

  private void put(byte[] bytes, int start, int length, long position) throws IOException {
    ByteBuffer left = ByteBuffer.wrap(bytes, start, length);
    while (left.hasRemaining()) {
      channel.write(left, position + left.position() - start);
    }
  }

  /** Makes it durable and gives it its name. */
  public void commit() throws IOException {
    if (channel.size() < at) {
      channel.write(ByteBuffer.allocate(1), at - 1);
    }
    channel.force(true);
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    committed = true;
  }

  @Override
  public void close() throws IOException {
    channel.close();
    if (!committed) {
      Files.deleteIfExists(part);
    }
  }
}

package dev.snapledger.blockstore.file;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;

/**
 * A file channel that an interrupt cannot close.
 *
 * <p>The JDK closes a channel when a thread in it is interrupted, which would take the file away
 * from every other thread; here it is opened again and the operation repeated.
 */
final class LocalStoreFile implements StoreFile {
  private final Path file;
  private final OpenOption[] options;
  private volatile FileChannel channel;
  private volatile boolean closed;

  private LocalStoreFile(Path file, OpenOption[] options, FileChannel channel) {
    this.file = file;
    this.options = options;
    this.channel = channel;
  }

  static LocalStoreFile open(Path file, OpenOption... options) throws IOException {
    return new LocalStoreFile(file, options, FileChannel.open(file, options));
  }

  @Override
  public int read(long position, ByteBuffer into) throws IOException {
    int start = into.position();
    return retrying(
        current -> {
          into.position(start);
          while (into.hasRemaining()) {
            if (current.read(into, position + into.position() - start) < 0) {
              break;
            }
          }
          return into.position() - start;
        });
  }

  @Override
  public void write(long position, ByteBuffer from) throws IOException {
    int start = from.position();
    retrying(
        current -> {
          from.position(start);
          while (from.hasRemaining()) {
            current.write(from, position + from.position() - start);
          }
          return 0;
        });
  }

  @Override
  public void sync() throws IOException {
    retrying(
        current -> {
          current.force(true);
          return 0;
        });
  }

  @Override
  public long size() throws IOException {
    return retrying(FileChannel::size);
  }

  @Override
  public void resize(long sizeBytes) throws IOException {
    retrying(
        current -> {
          if (current.size() > sizeBytes) {
            current.truncate(sizeBytes);
          } else if (current.size() < sizeBytes) {
            current.write(ByteBuffer.allocate(1), sizeBytes - 1);
          }
          return 0;
        });
  }

  @Override
  public void close() throws IOException {
    closed = true;
    channel.close();
  }

  private interface Step<T> {
    T run(FileChannel channel) throws IOException;
  }

  private <T> T retrying(Step<T> step) throws IOException {
    boolean interrupted = false;
    try {
      while (true) {
        FileChannel current = channel;
        try {
          return LocalFileAccess.mapped(() -> step.run(current));
        } catch (ClosedChannelException e) {
          if (closed) {
            throw new EOFException("expected an open file, but " + file + " was closed");
          }
          interrupted |= Thread.interrupted();
          reopen(current);
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private synchronized void reopen(FileChannel broken) throws IOException {
    if (channel.equals(broken)) {
      channel = FileChannel.open(file, options);
    }
  }
}

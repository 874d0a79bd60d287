package dev.snapledger.cli.transfer;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Standard input, read by a thread of its own: a read that waits for somebody to type cannot be
 * ended, but this can. For one thread.
 */
final class StandardInput extends InputStream {
  private static final int BUFFER_BYTES = 64 << 10;
  private static final int BUFFERS = 4;
  private static final long LOOK_MILLIS = 100;
  private static final byte[] END = new byte[0];

  private final BlockingQueue<byte[]> read = new ArrayBlockingQueue<>(BUFFERS);
  private final Runnable stop;
  private volatile @Nullable IOException failure;
  private byte[] current = END;
  private int at;
  private boolean ended;

  /**
   * Begins to read.
   *
   * @param stop asked while there is nothing to read; throws what ends it
   */
  StandardInput(Runnable stop) {
    this.stop = stop;
    Thread.ofPlatform().daemon().name("standard input").start(this::readAll);
  }

  private void readAll() {
    InputStream in = new FileInputStream(FileDescriptor.in);
    try {
      byte[] buffer = new byte[BUFFER_BYTES];
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        read.put(Arrays.copyOf(buffer, count));
      }
    } catch (IOException e) {
      failure = e;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    end();
  }

  private void end() {
    try {
      read.put(END);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public int read() throws IOException {
    return fill() ? Byte.toUnsignedInt(current[at++]) : -1;
  }

  @Override
  public int read(byte[] into, int start, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (!fill()) {
      return -1;
    }
    int count = Math.min(length, current.length - at);
    System.arraycopy(current, at, into, start, count);
    at += count;
    return count;
  }

  private boolean fill() throws IOException {
    while (!ended && at == current.length) {
      stop.run();
      byte[] next = poll();
      if (next != null) {
        current = next;
        at = 0;
        ended = next.length == 0;
      }
    }
    IOException failed = failure;
    if (ended && failed != null) {
      throw failed;
    }
    return !ended;
  }

  private byte @Nullable [] poll() throws IOException {
    try {
      return read.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("expected to read standard input, but was interrupted", e);
    }
  }
}

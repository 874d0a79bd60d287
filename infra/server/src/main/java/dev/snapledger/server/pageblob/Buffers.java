package dev.snapledger.server.pageblob;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Buffers that are used again; as many are kept as were in use at a time. Safe for many threads.
 */
final class Buffers {
  private final int bytes;
  private final Queue<byte[]> free = new ConcurrentLinkedQueue<>();

  Buffers(int bytes) {
    this.bytes = bytes;
  }

  /** A buffer with anything in it. */
  byte[] take() {
    byte[] buffer = free.poll();
    return buffer == null ? new byte[bytes] : buffer;
  }

  void give(byte[] buffer) {
    free.add(buffer);
  }
}

package dev.snapledger.blockstore.local;

import static dev.snapledger.blockstore.geometry.Geometry.BLOCK_BYTES;

import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Direct buffers for stored blocks on their way to be decoded; as many as threads decode at once.
 *
 * <p>Any thread may call.
 */
final class StagingBuffers {
  private final Queue<ByteBuffer> free = new ConcurrentLinkedQueue<>();

  /** An empty buffer with that limit, at most 65,536. */
  ByteBuffer take(int limit) {
    ByteBuffer buffer = free.poll();
    ByteBuffer taken = buffer == null ? ByteBuffer.allocateDirect(BLOCK_BYTES) : buffer;
    return taken.clear().limit(limit);
  }

  void give(ByteBuffer buffer) {
    free.add(buffer);
  }
}

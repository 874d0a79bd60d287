package dev.snapledger.blockstore.local;

import dev.snapledger.blockstore.api.BlockDigest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * The root digest of an image: SHA-256 over, in this order, a tag, the parent's root, the size,
 * then block index and digest of each entry, ascending. For one thread.
 *
 * <p>Source: docs/internals/delta-format.md.
 */
final class RootHash {
  private static final int ENTRY_BYTES = Integer.BYTES + BlockDigest.BYTES;

  /** Entries hashed at once: SHA-256 is slow in small steps. */
  private static final int ENTRIES = 256;

  private final MessageDigest hash = BlockCodec.sha256();
  private final ByteBuffer waiting = ByteBuffer.allocate(ENTRIES * ENTRY_BYTES);

  /** The hash of an image without entries. */
  RootHash(BlockDigest parentRoot, long sizeBytes) {
    hash.update("SLROOT1\0".getBytes(StandardCharsets.US_ASCII));
    hash.update(parentRoot.toBytes());
    hash.update(ByteBuffer.allocate(Long.BYTES).putLong(sizeBytes).rewind());
  }

  void add(int blockIndex, BlockDigest digest) {
    digest.putInto(next(blockIndex));
  }

  /** Adds an entry whose digest, 32 bytes, the caller puts into the buffer. */
  ByteBuffer next(int blockIndex) {
    if (!waiting.hasRemaining()) {
      drain();
    }
    return waiting.putInt(blockIndex);
  }

  private void drain() {
    hash.update(waiting.flip());
    waiting.clear();
  }

  /** The root; nothing can be added afterwards. */
  BlockDigest end() {
    drain();
    return BlockDigest.of(hash.digest());
  }
}

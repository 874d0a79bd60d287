package dev.snapledger.blockstore.api;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;

/** A SHA-256: of one block's 65,536 bytes, or the root over an image. Immutable. */
public final class BlockDigest {
  public static final int BYTES = 32;

  /** Stands for a block that is all zero, which is not stored and not hashed: 32 zero bytes. */
  public static final BlockDigest ZERO = new BlockDigest(new byte[BYTES]);

  private final byte[] bytes;

  private BlockDigest(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Copies the bytes.
   *
   * @throws IllegalArgumentException if there are not 32 bytes
   */
  public static BlockDigest of(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException("expected 32 bytes, but found " + bytes.length);
    }
    return new BlockDigest(bytes.clone());
  }

  public static BlockDigest ofHex(String hex) {
    return of(HexFormat.of().parseHex(hex));
  }

  public byte[] toBytes() {
    return bytes.clone();
  }

  /** Puts the 32 bytes into a buffer with room for them. */
  public void putInto(ByteBuffer buffer) {
    buffer.put(bytes);
  }

  /** The first 8 bytes, big-endian; as good as random unless the digest is {@link #ZERO}. */
  public long firstBits() {
    return ByteBuffer.wrap(bytes).getLong();
  }

  public String toHex() {
    return HexFormat.of().formatHex(bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof BlockDigest that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return toHex();
  }
}

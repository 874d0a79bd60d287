package dev.snapledger.projections.row;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A key of a table: bytes, ordered as unsigned numbers from the first on; a prefix comes first.
 *
 * <p>Immutable. Made by {@link KeyWriter}, taken apart by {@link KeyReader}.
 */
public final class Key implements Comparable<Key> {
  /** The key before all others. */
  public static final Key EMPTY = new Key(new byte[0]);

  private final byte[] bytes;

  private Key(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Copies the bytes. */
  public static Key of(byte[] bytes) {
    return new Key(bytes.clone());
  }

  /** Copies the bytes from a place on. */
  public static Key ofTail(byte[] bytes, int from) {
    return new Key(Arrays.copyOfRange(bytes, from, bytes.length));
  }

  /** What follows the first bytes. */
  public Key tail(int from) {
    return ofTail(bytes, from);
  }

  /** Takes the bytes as they are; the caller must not change them any more. */
  static Key owning(byte[] bytes) {
    return new Key(bytes);
  }

  /** A copy of the bytes. */
  public byte[] toBytes() {
    return bytes.clone();
  }

  /** Appends the bytes. */
  public ByteBuffer writeTo(ByteBuffer out) {
    return out.put(bytes);
  }

  /** The bytes themselves, for readers in this package. */
  byte[] bytes() {
    return bytes;
  }

  /** Number of bytes. */
  public int length() {
    return bytes.length;
  }

  /** Whether this key begins with all bytes of the other. */
  public boolean startsWith(Key prefix) {
    return bytes.length >= prefix.bytes.length
        && Arrays.equals(bytes, 0, prefix.bytes.length, prefix.bytes, 0, prefix.bytes.length);
  }

  /** The first key after this one. */
  public Key next() {
    return new Key(Arrays.copyOf(bytes, bytes.length + 1));
  }

  @Override
  public int compareTo(Key other) {
    return Arrays.compareUnsigned(bytes, other.bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Key that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** The bytes in hexadecimal. */
  @Override
  public String toString() {
    return HexFormat.of().formatHex(bytes);
  }
}

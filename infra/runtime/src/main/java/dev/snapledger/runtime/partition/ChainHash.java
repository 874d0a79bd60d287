package dev.snapledger.runtime.partition;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/**
 * The SHA-256 of one link of a partition's chain of events, in four big-endian parts.
 *
 * @param a bytes 0 to 7
 * @param b bytes 8 to 15
 * @param c bytes 16 to 23
 * @param d bytes 24 to 31
 */
public record ChainHash(long a, long b, long c, long d) {
  /** Length in bytes. */
  public static final int BYTES = 32;

  /** What the first event of a partition is chained to: 32 zero bytes. */
  public static final ChainHash GENESIS = new ChainHash(0, 0, 0, 0);

  /** Reads {@link #BYTES} bytes. */
  public static ChainHash readFrom(ByteBuffer in) {
    return new ChainHash(in.getLong(), in.getLong(), in.getLong(), in.getLong());
  }

  /**
   * Reads 64 hexadecimal digits.
   *
   * @throws IllegalArgumentException if it is anything else
   */
  public static ChainHash parse(String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex);
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException(
          "expected %d hexadecimal digits, but found %d".formatted(2 * BYTES, hex.length()));
    }
    return readFrom(ByteBuffer.wrap(bytes));
  }

  /** Appends the {@link #BYTES} bytes. */
  public ByteBuffer writeTo(ByteBuffer out) {
    return out.putLong(a).putLong(b).putLong(c).putLong(d);
  }

  /** In lower-case hexadecimal. */
  @Override
  public String toString() {
    return HexFormat.of().formatHex(writeTo(ByteBuffer.allocate(BYTES)).array());
  }
}

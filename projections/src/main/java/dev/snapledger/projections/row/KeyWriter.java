package dev.snapledger.projections.row;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.UUID;

/**
 * Builds a {@link Key} of parts, so that keys sort as their parts do.
 *
 * <p>Numbers are big-endian and not negative, identities their 16 bytes, texts lower case in UTF-8
 * with a zero byte after them. For one thread.
 */
public final class KeyWriter {
  private static final int FIRST_CAPACITY = 48;

  private ByteBuffer buffer = ByteBuffer.allocate(FIRST_CAPACITY);

  /** Adds 16 bytes. */
  public KeyWriter id(UUID id) {
    room(16).putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
    return this;
  }

  /** Adds one byte, 0 to 255. */
  public KeyWriter u8(int value) {
    room(1).put((byte) checked(value, 0xFF));
    return this;
  }

  /** Adds four bytes, 0 to 2^31 - 1. */
  public KeyWriter u32(int value) {
    room(4).putInt((int) checked(value, Integer.MAX_VALUE));
    return this;
  }

  /** Adds eight bytes, 0 to 2^63 - 1. */
  public KeyWriter u64(long value) {
    room(8).putLong(checked(value, Long.MAX_VALUE));
    return this;
  }

  /**
   * Adds a text without regard to case, and a zero byte.
   *
   * @throws IllegalArgumentException if it holds a zero character
   */
  public KeyWriter text(String text) {
    if (text.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("expected a text without zero characters, but found one");
    }
    byte[] bytes = text.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
    room(bytes.length + 1).put(bytes).put((byte) 0);
    return this;
  }

  /** The key of all parts so far. */
  public Key key() {
    return Key.owning(Arrays.copyOf(buffer.array(), buffer.position()));
  }

  private static long checked(long value, long max) {
    if (value < 0 || value > max) {
      throw new IllegalArgumentException("expected 0 to " + max + ", but found " + value);
    }
    return value;
  }

  private ByteBuffer room(int bytes) {
    if (buffer.remaining() < bytes) {
      int capacity = Math.max(buffer.capacity() * 2, buffer.position() + bytes);
      buffer = ByteBuffer.allocate(capacity).put(buffer.flip());
    }
    return buffer;
  }
}

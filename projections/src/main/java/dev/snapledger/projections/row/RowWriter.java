package dev.snapledger.projections.row;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes the fields of a row one after the other.
 *
 * <p>Numbers are zigzag varints as in Avro, identities 16 bytes, times milliseconds, texts and
 * lists preceded by their length, maps sorted by key, a field that may be null preceded by 0 or 1.
 * For one thread.
 */
public final class RowWriter {
  private static final int FIRST_CAPACITY = 192;

  private ByteBuffer buffer = ByteBuffer.allocate(FIRST_CAPACITY);

  /** One byte, 0 to 255. */
  public RowWriter u8(int value) {
    if (value < 0 || value > 0xFF) {
      throw new IllegalArgumentException("expected 0 to 255, but found " + value);
    }
    room(1).put((byte) value);
    return this;
  }

  public RowWriter number(long value) {
    long rest = (value << 1) ^ (value >> 63);
    ByteBuffer out = room(10);
    while ((rest & ~0x7FL) != 0) {
      out.put((byte) ((rest & 0x7F) | 0x80));
      rest >>>= 7;
    }
    out.put((byte) rest);
    return this;
  }

  public RowWriter flag(boolean value) {
    return u8(value ? 1 : 0);
  }

  public RowWriter id(UUID id) {
    room(16).putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
    return this;
  }

  /** A time, cut to whole milliseconds. */
  public RowWriter time(Instant time) {
    return number(time.toEpochMilli());
  }

  public RowWriter text(String text) {
    return bytes(text.getBytes(StandardCharsets.UTF_8));
  }

  public RowWriter bytes(byte[] bytes) {
    number(bytes.length);
    room(bytes.length).put(bytes);
    return this;
  }

  /** The place of an enum constant; constants are only ever added at the end. */
  @SuppressWarnings("EnumOrdinal") // The order of constants that are stored is part of the format.
  public RowWriter constant(Enum<?> constant) {
    return u8(constant.ordinal());
  }

  public RowWriter texts(Map<String, String> map) {
    number(map.size());
    new TreeMap<>(map).forEach((key, value) -> text(key).text(value));
    return this;
  }

  public <T> RowWriter list(Collection<T> items, BiConsumer<RowWriter, T> item) {
    number(items.size());
    items.forEach(each -> item.accept(this, each));
    return this;
  }

  /** A field that may be null. */
  public <T> RowWriter maybe(@Nullable T value, BiConsumer<RowWriter, T> field) {
    flag(value != null);
    if (value != null) {
      field.accept(this, value);
    }
    return this;
  }

  byte[] toBytes() {
    return Arrays.copyOf(buffer.array(), buffer.position());
  }

  private ByteBuffer room(int bytes) {
    if (buffer.remaining() < bytes) {
      int capacity = Math.max(buffer.capacity() * 2, buffer.position() + bytes);
      buffer = ByteBuffer.allocate(capacity).put(buffer.flip());
    }
    return buffer;
  }
}

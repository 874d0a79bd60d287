package dev.snapledger.projections.row;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of a row in the order in which {@link RowWriter} wrote them.
 *
 * <p>Every method throws {@link UnreadableRowException} when the bytes cannot be such a field. For
 * one thread.
 */
public final class RowReader {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private final byte[] row;
  private int at;

  RowReader(byte[] row) {
    this.row = row;
  }

  public int u8() {
    return row[take(1)] & 0xFF;
  }

  public long number() {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      int next = u8();
      value |= (long) (next & 0x7F) << shift;
      if ((next & 0x80) == 0) {
        return (value >>> 1) ^ -(value & 1);
      }
    }
    throw new UnreadableRowException("expected a number of at most 10 bytes, but found more");
  }

  /** A number that fits an int. */
  public int smallNumber() {
    long value = number();
    if (value != (int) value) {
      throw new UnreadableRowException("expected a number of 32 bits, but found " + value);
    }
    return (int) value;
  }

  public boolean flag() {
    return switch (u8()) {
      case 0 -> false;
      case 1 -> true;
      default -> throw new UnreadableRowException("expected 0 or 1 for a flag, but found another");
    };
  }

  public UUID id() {
    int start = take(2 * Long.BYTES);
    return new UUID((long) LONGS.get(row, start), (long) LONGS.get(row, start + Long.BYTES));
  }

  public Instant time() {
    return Instant.ofEpochMilli(number());
  }

  public String text() {
    int length = count();
    return new String(row, take(length), length, StandardCharsets.UTF_8);
  }

  public byte[] bytes() {
    int length = count();
    int start = take(length);
    return Arrays.copyOfRange(row, start, start + length);
  }

  /** One of the constants, by its place. */
  public <E> E constant(E[] constants) {
    int place = u8();
    if (place >= constants.length) {
      throw new UnreadableRowException(
          "expected one of " + constants.length + " constants, but found number " + place);
    }
    return constants[place];
  }

  /** Texts by their names; not to be changed. */
  public Map<String, String> texts() {
    int size = count();
    return switch (size) {
      case 0 -> Map.of();
      case 1 -> Map.of(text(), text());
      default -> texts(size);
    };
  }

  @SuppressWarnings({"rawtypes", "unchecked"}) // An array of a generic type.
  private Map<String, String> texts(int size) {
    Map.Entry<String, String>[] entries = new Map.Entry[size];
    for (int i = 0; i < size; i++) {
      entries[i] = Map.entry(text(), text());
    }
    try {
      return Map.ofEntries(entries);
    } catch (IllegalArgumentException e) {
      throw new UnreadableRowException("expected each name once, but found one again", e);
    }
  }

  public <T> List<T> list(Function<RowReader, T> item) {
    int size = count();
    List<T> items = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      items.add(item.apply(this));
    }
    return items;
  }

  public <T> @Nullable T maybe(Function<RowReader, T> field) {
    return flag() ? field.apply(this) : null;
  }

  /** Checks that nothing is left. */
  void end() {
    if (at < row.length) {
      throw new UnreadableRowException(
          "expected the end of the row, but found " + (row.length - at) + " more bytes");
    }
  }

  /** A length, which no field can have if the row is shorter. */
  private int count() {
    long count = number();
    if (count < 0 || count > row.length - at) {
      throw new UnreadableRowException(
          "expected at most " + (row.length - at) + " more, but found a length of " + count);
    }
    return (int) count;
  }

  /** The place of the next bytes, which are taken. */
  private int take(int bytes) {
    int start = at;
    if (bytes > row.length - start) {
      throw new UnreadableRowException("expected a longer row, but it ends here");
    }
    at = start + bytes;
    return start;
  }
}

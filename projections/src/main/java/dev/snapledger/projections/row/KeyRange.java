package dev.snapledger.projections.row;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A run of keys, half-open: {@code [from, to)}.
 *
 * @param from first key
 * @param to first key after the run; null for no end
 */
public record KeyRange(Key from, @Nullable Key to) {
  /** All keys. */
  public static final KeyRange ALL = new KeyRange(Key.EMPTY, null);

  /** All keys that begin with a prefix. */
  public static KeyRange ofPrefix(Key prefix) {
    return new KeyRange(prefix, endOf(prefix));
  }

  /** The keys of this range that come after a key. */
  public KeyRange after(Key last) {
    Key next = last.next();
    return next.compareTo(from) > 0 ? new KeyRange(next, to) : this;
  }

  /** Whether the key lies inside. */
  public boolean contains(Key key) {
    return key.compareTo(from) >= 0 && (to == null || key.compareTo(to) < 0);
  }

  private static @Nullable Key endOf(Key prefix) {
    byte[] bytes = prefix.toBytes();
    for (int last = bytes.length - 1; last >= 0; last--) {
      if (bytes[last] != (byte) 0xFF) {
        byte[] end = Arrays.copyOf(bytes, last + 1);
        end[last]++;
        return Key.of(end);
      }
    }
    return null;
  }
}

package dev.snapledger.projections.engine;

import dev.snapledger.projections.row.Key;
import dev.snapledger.projections.row.RowFormat;
import java.util.function.Supplier;

/**
 * A row of a table with its key.
 *
 * <p>One that was read is decoded when its value is asked for, and each time: whoever looks at keys
 * pays for no value, and a list that is kept for later holds bytes.
 *
 * @param key its key
 * @param source gives what it says
 */
public record Row<R>(Key key, Supplier<R> source) {
  /** A row whose value is there. */
  public static <R> Row<R> of(Key key, R value) {
    return new Row<>(key, () -> value);
  }

  /** A row as it is stored; the bytes are not to be changed. */
  public static <R> Row<R> stored(Key key, RowFormat<R> format, byte[] bytes) {
    return new Row<>(key, () -> format.decode(bytes));
  }

  /**
   * What it says.
   *
   * @throws dev.snapledger.projections.row.UnreadableRowException if the stored bytes are not those
   *     of a row
   */
  public R value() {
    return source.get();
  }
}

package dev.snapledger.projections.engine;

import dev.snapledger.projections.row.Key;
import dev.snapledger.projections.row.RowFormat;
import java.util.function.Function;

/**
 * A table of a view store: rows of one kind, ordered by key.
 *
 * <p>Two tables are the same if their numbers are. The numbers are part of the stored format and
 * listed in {@code LedgerViews}.
 *
 * @param number 1 to 254, never used for another table
 * @param name name for people
 * @param format how rows are written
 * @param keyText tells the parts of a key to people
 */
public record ViewTable<R>(
    int number, String name, RowFormat<R> format, Function<Key, String> keyText) {
  /** Largest number of a table. */
  public static final int NUMBER_MAX = 254;

  public ViewTable {
    if (number < 1 || number > NUMBER_MAX) {
      throw new IllegalArgumentException(
          "expected a number from 1 to %d, but found %d".formatted(NUMBER_MAX, number));
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ViewTable<?> that && number == that.number;
  }

  @Override
  public int hashCode() {
    return number;
  }

  @Override
  public String toString() {
    return name;
  }
}

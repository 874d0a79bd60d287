package dev.snapledger.projections.rocks;

import dev.snapledger.projections.engine.ViewTable;
import dev.snapledger.projections.row.Key;
import dev.snapledger.projections.row.KeyRange;
import java.nio.ByteBuffer;

/**
 * How tables share one key space: one byte for the table, then the key of the row.
 *
 * <pre>
 *   0  u8     number of the table; 0 is the store's own
 *   1  bytes  key of the row in its table
 * </pre>
 *
 * <p>All keys sort as unsigned bytes, so a table is one run of keys and its rows have their order.
 * The parts of a row's key are documented at its table; docs/internals/projections.md lists all.
 */
final class KeyLayout {
  /** Key of the format version: table 0, "format". */
  private static final byte[] FORMAT_KEY = {0, 'f', 'o', 'r', 'm', 'a', 't'};

  private KeyLayout() {}

  static byte[] formatKey() {
    return FORMAT_KEY.clone();
  }

  /** Before the rows of all tables. */
  static byte[] firstRow() {
    return new byte[] {1};
  }

  /** Behind the rows of all tables. */
  static byte[] behindRows() {
    return new byte[] {(byte) (ViewTable.NUMBER_MAX + 1)};
  }

  static byte[] storeKey(ViewTable<?> table, Key key) {
    ByteBuffer out = ByteBuffer.allocate(1 + key.length()).put((byte) table.number());
    return key.writeTo(out).array();
  }

  static byte[] startOf(ViewTable<?> table, KeyRange range) {
    return storeKey(table, range.from());
  }

  /** First key after the range: for one without an end, where the next table begins. */
  static byte[] endOf(ViewTable<?> table, KeyRange range) {
    if (range.to() != null) {
      return storeKey(table, range.to());
    }
    return new byte[] {(byte) (table.number() + 1)};
  }

  static Key rowKey(byte[] storeKey) {
    return Key.ofTail(storeKey, 1);
  }
}

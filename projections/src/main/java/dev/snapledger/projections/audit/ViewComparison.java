package dev.snapledger.projections.audit;

import dev.snapledger.projections.LedgerViews;
import dev.snapledger.projections.engine.Row;
import dev.snapledger.projections.engine.RowCursor;
import dev.snapledger.projections.engine.ViewReader;
import dev.snapledger.projections.engine.ViewTable;
import dev.snapledger.projections.row.Key;
import dev.snapledger.projections.row.KeyRange;
import dev.snapledger.projections.work.WorkItem;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Compares a live view store with one rebuilt from the log, table by table and row by row.
 *
 * <p>Both must be at the same applied offsets of every partition and feed; that table is compared
 * first and tells if they are not. Read views keep them so. Memory does not grow with the stores.
 */
public final class ViewComparison {
  private ViewComparison() {}

  /** Compares all tables, in the order of their numbers. */
  public static List<TableReport> compare(ViewReader live, ViewReader rebuilt) {
    return LedgerViews.TABLES.stream().map(table -> compareTable(table, live, rebuilt)).toList();
  }

  private static <R> TableReport compareTable(
      ViewTable<R> table, ViewReader live, ViewReader rebuilt) {
    Tally<R> tally = new Tally<>(table);
    try (RowCursor<R> lives = live.scan(table, KeyRange.ALL);
        RowCursor<R> rebuilts = rebuilt.scan(table, KeyRange.ALL)) {
      Row<R> left = next(lives);
      Row<R> right = next(rebuilts);
      while (left != null || right != null) {
        int order = order(left, right);
        tally.add(order <= 0 ? left : null, order >= 0 ? right : null);
        left = order <= 0 ? next(lives) : left;
        right = order >= 0 ? next(rebuilts) : right;
      }
    }
    return tally.report();
  }

  private static <R> @Nullable Row<R> next(RowCursor<R> rows) {
    return rows.hasNext() ? rows.next() : null;
  }

  private static int order(@Nullable Row<?> left, @Nullable Row<?> right) {
    if (left == null) {
      return 1;
    }
    return right == null ? -1 : left.key().compareTo(right.key());
  }

  /** What was seen of one table. */
  private static final class Tally<R> {
    private final ViewTable<R> table;
    private final MessageDigest digest = sha256();
    private long rows;
    private long rebuiltRows;
    private long doneRows;
    private long differences;
    private @Nullable ViewDifference first;

    Tally(ViewTable<R> table) {
      this.table = table;
    }

    void add(@Nullable Row<R> live, @Nullable Row<R> rebuilt) {
      byte[] liveBytes = null;
      if (live != null) {
        rows++;
        liveBytes = table.format().encode(live.value());
        digest(live.key(), liveBytes);
      }
      byte[] rebuiltBytes = null;
      if (rebuilt != null) {
        rebuiltRows++;
        rebuiltBytes = table.format().encode(rebuilt.value());
      }
      if (live == null && rebuilt != null && endsByDone(rebuilt.value())) {
        doneRows++;
      } else if (!Arrays.equals(liveBytes, rebuiltBytes)) {
        differ(live, rebuilt);
      }
    }

    private static boolean endsByDone(Object row) {
      return row == WorkItem.Ending.DONE
          || (row instanceof WorkItem item && item.ending() == WorkItem.Ending.DONE);
    }

    private void differ(@Nullable Row<R> live, @Nullable Row<R> rebuilt) {
      differences++;
      Row<R> either = live == null ? rebuilt : live;
      if (first == null && either != null) {
        String key = table.keyText().apply(either.key());
        first = new ViewDifference(table.name(), key, text(live), text(rebuilt));
      }
    }

    private static @Nullable String text(@Nullable Row<?> row) {
      if (row == null) {
        return null;
      }
      return row.value() instanceof byte[] bytes
          ? HexFormat.of().formatHex(bytes)
          : row.value().toString();
    }

    private void digest(Key key, byte[] row) {
      byte[] keyBytes = key.toBytes();
      digest.update(ByteBuffer.allocate(8).putInt(keyBytes.length).putInt(row.length).array());
      digest.update(keyBytes);
      digest.update(row);
    }

    TableReport report() {
      String hex = HexFormat.of().formatHex(digest.digest());
      return new TableReport(table.name(), rows, rebuiltRows, doneRows, differences, first, hex);
    }

    private static MessageDigest sha256() {
      try {
        return MessageDigest.getInstance("SHA-256");
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("expected SHA-256, which every JDK has, but found none", e);
      }
    }
  }
}

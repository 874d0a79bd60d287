package dev.snapledger.projections.resource;

import dev.snapledger.commands.id.SubscriptionId;
import dev.snapledger.projections.engine.ViewBatch;
import dev.snapledger.projections.engine.ViewTable;
import dev.snapledger.projections.row.Key;
import dev.snapledger.projections.row.KeyReader;
import dev.snapledger.projections.row.KeyWriter;
import org.jspecify.annotations.Nullable;

/**
 * The rows of resources that exist, once more in the order in which they are listed: a page is read
 * in one go, without a look-up for each of its items.
 *
 * @param table key: subscription 16, reversed start u64, resource 16; row: the resource
 */
public record ListedRows<R extends ResourceRow>(ViewTable<R> table) {
  /** Keeps them after the row of a resource was replaced; null where there was or is none. */
  public void replaced(ViewBatch batch, @Nullable R before, @Nullable R after) {
    if (after != null && after.exists()) {
      batch.put(table, key(after), after);
    } else if (before != null && before.exists()) {
      batch.remove(table, key(before));
    }
  }

  /** The beginning of the keys of a subscription. */
  public static Key prefix(SubscriptionId subscription) {
    return new KeyWriter().id(subscription.value()).key();
  }

  private static Key key(ResourceRow row) {
    return new KeyWriter()
        .id(row.subscriptionId().value())
        .u64(ReversedNumbers.of(row.beganAt()))
        .id(row.resourceId())
        .key();
  }

  /** For people. */
  public static String keyText(Key key) {
    KeyReader in = new KeyReader(key);
    return "subscription %s, began %s, %s"
        .formatted(in.id(), ReversedNumbers.timeOf(in.u64()), in.id());
  }
}

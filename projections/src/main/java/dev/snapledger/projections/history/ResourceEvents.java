package dev.snapledger.projections.history;

import dev.snapledger.commands.id.SubscriptionId;
import dev.snapledger.projections.engine.RowCursor;
import dev.snapledger.projections.engine.ViewBatch;
import dev.snapledger.projections.engine.ViewReader;
import dev.snapledger.projections.engine.ViewTable;
import dev.snapledger.projections.resource.ReversedNumbers;
import dev.snapledger.projections.row.Key;
import dev.snapledger.projections.row.KeyRange;
import dev.snapledger.projections.row.KeyReader;
import dev.snapledger.projections.row.KeyWriter;
import dev.snapledger.projections.row.RowFormat;
import dev.snapledger.projections.row.RowReader;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Where the events of each family and snapshot are in the log. */
public final class ResourceEvents {
  /**
   * Key: family or snapshot 16, subscription 16, reversed offset u64. Row: nothing. An event of an
   * incremental snapshot is there for the snapshot and for its family; one of a disk for its
   * family.
   */
  public static final ViewTable<Boolean> TABLE =
      new ViewTable<>(
          36,
          "events-by-resource",
          RowFormat.of(1, (out, present) -> out.flag(present), RowReader::flag),
          ResourceEvents::keyText);

  private ResourceEvents() {}

  static void put(ViewBatch batch, UUID resourceId, SubscriptionId subscription, long logOffset) {
    batch.putNew(TABLE, key(resourceId, subscription, logOffset), true);
  }

  /**
   * Offsets of the newest events of a family or snapshot, newest first.
   *
   * @param offsetMax largest of them
   * @param itemsMax most of them
   */
  public static List<Long> upTo(
      ViewReader reader,
      UUID resourceId,
      SubscriptionId subscription,
      long offsetMax,
      int itemsMax) {
    KeyRange all = KeyRange.ofPrefix(new KeyWriter().id(resourceId).id(subscription.value()).key());
    KeyRange range = new KeyRange(key(resourceId, subscription, offsetMax), all.to());
    List<Long> offsets = new ArrayList<>();
    try (RowCursor<Boolean> rows = reader.scan(TABLE, range)) {
      while (rows.hasNext() && offsets.size() < itemsMax) {
        offsets.add(offsetOf(rows.next().key()));
      }
    }
    return offsets;
  }

  private static Key key(UUID resourceId, SubscriptionId subscription, long logOffset) {
    return new KeyWriter()
        .id(resourceId)
        .id(subscription.value())
        .u64(ReversedNumbers.of(logOffset))
        .key();
  }

  private static long offsetOf(Key key) {
    KeyReader in = new KeyReader(key);
    in.id();
    in.id();
    return ReversedNumbers.of(in.u64());
  }

  private static String keyText(Key key) {
    KeyReader in = new KeyReader(key);
    return "resource %s, subscription %s, offset %d".formatted(in.id(), in.id(), offsetOf(key));
  }
}

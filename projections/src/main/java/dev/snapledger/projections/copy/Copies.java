package dev.snapledger.projections.copy;

import dev.snapledger.commands.id.SubscriptionId;
import dev.snapledger.projections.engine.RowCursor;
import dev.snapledger.projections.engine.ViewReader;
import dev.snapledger.projections.engine.ViewTable;
import dev.snapledger.projections.row.Key;
import dev.snapledger.projections.row.KeyReader;
import dev.snapledger.projections.row.KeyWriter;
import dev.snapledger.projections.row.RowFormat;
import dev.snapledger.projections.row.RowReader;
import dev.snapledger.projections.row.RowWriter;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The rows of copies under way, and how to find them. */
public final class Copies {
  /** Key: subscription 16, target 16. Row: the copy. */
  public static final ViewTable<CopyRow> TABLE =
      new ViewTable<>(
          10,
          "copies",
          RowFormat.of(1, Copies::write, Copies::read),
          key -> keyText(key, "subscription %s, target %s"));

  /** Key: source 16, target 16. Row: the subscription. */
  public static final ViewTable<UUID> BY_SOURCE =
      new ViewTable<>(
          11,
          "copies-by-source",
          RowFormat.of(1, (out, subscription) -> out.id(subscription), in -> in.id()),
          key -> keyText(key, "source %s, target %s"));

  private Copies() {}

  /** Returns the copy that makes a disk or snapshot; null if none is under way. */
  public static @Nullable CopyRow find(
      ViewReader reader, SubscriptionId subscription, UUID targetId) {
    return reader.find(TABLE, key(subscription, targetId));
  }

  /** Copies of a subscription that are under way, by target. */
  public static List<CopyRow> ofSubscription(ViewReader reader, SubscriptionId subscription) {
    return reader.scanPrefix(TABLE, new KeyWriter().id(subscription.value()).key()).values();
  }

  /** Number of copies under way from a disk or snapshot. */
  public static int countFrom(ViewReader reader, UUID sourceId) {
    int count = 0;
    try (RowCursor<UUID> found = reader.scanPrefix(BY_SOURCE, new KeyWriter().id(sourceId).key())) {
      while (found.hasNext()) {
        found.next();
        count++;
      }
    }
    return count;
  }

  static Key key(SubscriptionId subscription, UUID targetId) {
    return new KeyWriter().id(subscription.value()).id(targetId).key();
  }

  static Key sourceKey(CopyRow row) {
    return new KeyWriter().id(row.sourceId()).id(row.targetId()).key();
  }

  private static void write(RowWriter out, CopyRow row) {
    out.id(row.subscriptionId().value())
        .constant(row.kind())
        .id(row.targetId())
        .id(row.sourceId())
        .text(row.region())
        .number(row.totalBytes())
        .number(row.copiedBytes())
        .time(row.startedAt())
        .maybe(
            row.lease(),
            (to, lease) -> to.text(lease.holder()).number(lease.epoch()).time(lease.expiresAt()));
  }

  private static CopyRow read(RowReader in) {
    return new CopyRow(
        new SubscriptionId(in.id()),
        in.constant(CopyKind.values()),
        in.id(),
        in.id(),
        in.text(),
        in.number(),
        in.number(),
        in.time(),
        in.maybe(from -> new LeaseRow(from.text(), from.number(), from.time())));
  }

  private static String keyText(Key key, String form) {
    KeyReader in = new KeyReader(key);
    return form.formatted(in.id(), in.id());
  }
}

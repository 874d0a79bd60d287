package dev.snapledger.projections.resource;

import dev.snapledger.commands.id.SubscriptionId;
import dev.snapledger.projections.engine.RowCursor;
import dev.snapledger.projections.engine.ViewBatch;
import dev.snapledger.projections.engine.ViewReader;
import dev.snapledger.projections.engine.ViewTable;
import dev.snapledger.projections.row.Key;
import dev.snapledger.projections.row.KeyRange;
import dev.snapledger.projections.row.KeyReader;
import dev.snapledger.projections.row.KeyWriter;
import dev.snapledger.projections.row.RowFormat;
import dev.snapledger.projections.row.RowReader;
import dev.snapledger.projections.row.RowWriter;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What resources were after each event that changed them, for questions about the past. Written
 * once, never changed.
 *
 * @param table key: resource 16, subscription 16, reversed offset u64; row: the resource, or that
 *     it had left the subscription
 */
public record Versions<R extends ResourceRow>(ViewTable<Version<R>> table) {
  /**
   * A resource after an event.
   *
   * @param row the resource; null when it had left the subscription
   */
  public record Version<R>(@Nullable R row) {}

  /** The versions in a table of their own. */
  public static <R extends ResourceRow> Versions<R> of(
      int number, String name, BiConsumer<RowWriter, R> writer, Function<RowReader, R> reader) {
    RowFormat<Version<R>> format =
        RowFormat.of(
            1,
            (out, version) -> out.maybe(version.row(), writer),
            in -> new Version<>(in.maybe(reader)));
    return new Versions<>(new ViewTable<>(number, name, format, Versions::keyText));
  }

  /** Keeps what a resource is after the event at an offset. */
  public void put(
      ViewBatch batch,
      UUID resourceId,
      SubscriptionId subscription,
      long logOffset,
      @Nullable R row) {
    batch.putNew(table, key(resourceId, subscription, logOffset), new Version<>(row));
  }

  /** What a resource was after the event at an offset; null if it was not there. */
  public @Nullable R find(
      ViewReader reader, UUID resourceId, SubscriptionId subscription, long logOffset) {
    Key first = key(resourceId, subscription, logOffset);
    KeyRange all = KeyRange.ofPrefix(new KeyWriter().id(resourceId).id(subscription.value()).key());
    try (RowCursor<Version<R>> rows = reader.scan(table, new KeyRange(first, all.to()))) {
      return rows.hasNext() ? rows.next().value().row() : null;
    }
  }

  private static Key key(UUID resourceId, SubscriptionId subscription, long logOffset) {
    return new KeyWriter()
        .id(resourceId)
        .id(subscription.value())
        .u64(ReversedNumbers.of(logOffset))
        .key();
  }

  private static String keyText(Key key) {
    KeyReader in = new KeyReader(key);
    return "resource %s, subscription %s, offset %d"
        .formatted(in.id(), in.id(), ReversedNumbers.of(in.u64()));
  }
}

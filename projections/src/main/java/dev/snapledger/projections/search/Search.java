package dev.snapledger.projections.search;

import dev.snapledger.commands.id.DiskId;
import dev.snapledger.commands.id.SnapshotId;
import dev.snapledger.commands.id.SubscriptionId;
import dev.snapledger.commands.type.ResourceType;
import dev.snapledger.projections.chain.SnapshotRow;
import dev.snapledger.projections.chain.Snapshots;
import dev.snapledger.projections.disk.DiskRow;
import dev.snapledger.projections.disk.Disks;
import dev.snapledger.projections.engine.Row;
import dev.snapledger.projections.engine.ViewReader;
import dev.snapledger.projections.history.EventPlace;
import dev.snapledger.projections.resource.ListedRows;
import dev.snapledger.projections.resource.ResourceIndex;
import dev.snapledger.projections.resource.ResourceRow;
import dev.snapledger.projections.resource.ReversedNumbers;
import dev.snapledger.projections.resource.Versions;
import dev.snapledger.projections.row.Key;
import dev.snapledger.projections.row.KeyReader;
import dev.snapledger.projections.row.KeyWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Pages of disks and snapshots that a filter picks. */
public final class Search<R extends ResourceRow> {
  /** Most rows that one request looks at, whatever it shows. */
  public static final int SCAN_ROWS_MAX = 10_000;

  private static final Search<DiskRow> DISKS =
      new Search<>(
          ResourceType.DISK,
          Disks.LISTED,
          Disks.HISTORY,
          (reader, id, subscription) -> Disks.find(reader, new DiskId(id), subscription));
  private static final Search<SnapshotRow> SNAPSHOTS =
      new Search<>(
          ResourceType.SNAPSHOT,
          Snapshots.LISTED,
          Snapshots.HISTORY,
          (reader, id, subscription) -> Snapshots.find(reader, new SnapshotId(id), subscription));

  private final ResourceType type;
  private final ListedRows<R> listed;
  private final Versions<R> history;
  private final Lookup<R> lookup;

  private interface Lookup<R> {
    @Nullable R find(ViewReader reader, UUID id, SubscriptionId subscription);
  }

  private Search(ResourceType type, ListedRows<R> listed, Versions<R> history, Lookup<R> lookup) {
    this.type = type;
    this.listed = listed;
    this.history = history;
    this.lookup = lookup;
  }

  /**
   * Disks, newest first; with the beginning of a name, or a tag without a value, by that.
   *
   * @param reader a view of one moment
   */
  public static SearchPage<DiskRow> disks(ViewReader reader, SearchRequest request) {
    return DISKS.page(reader, request);
  }

  /** Snapshots, as above. */
  public static SearchPage<SnapshotRow> snapshots(ViewReader reader, SearchRequest request) {
    return SNAPSHOTS.page(reader, request);
  }

  private SearchPage<R> page(ViewReader reader, SearchRequest request) {
    EventPlace asOf = request.asOf();
    if (asOf != null) {
      return indexed(reader, request, SearchPlan.ever(request.subscriptionId(), type), asOf);
    }
    SearchPlan plan = SearchPlan.of(request.subscriptionId(), type, request.filter());
    return plan.prefixes().isEmpty() && request.filter().groups() == null
        ? asListed(reader, request)
        : indexed(reader, request, plan, null);
  }

  private SearchPage<R> asListed(ViewReader reader, SearchRequest request) {
    List<Key> prefix = List.of(ListedRows.prefix(request.subscriptionId()));
    Key from = newest(request.filter().until());
    try (var rows = new MergedRuns<>(reader, listed.table(), prefix, from, request.after())) {
      List<Row<R>> picked = new ArrayList<>();
      Key next =
          collect(
              rows,
              request,
              SearchPlan.Order.NEWEST_FIRST,
              found -> picked(found, request),
              picked);
      return new SearchPage<>(new StoredItems<>(picked), next);
    }
  }

  /** What is listed exists, so its row is read only if more is asked. */
  private static <R extends ResourceRow> @Nullable Row<R> picked(
      MergedRuns.Found<R> found, SearchRequest request) {
    if (request.filter().equals(SearchFilter.EXISTING)) {
      return found.row();
    }
    R row = found.row().value();
    return request.filter().matches(row) ? Row.of(found.row().key(), row) : null;
  }

  private SearchPage<R> indexed(
      ViewReader reader, SearchRequest request, SearchPlan plan, @Nullable EventPlace asOf) {
    boolean byTime = plan.order() == SearchPlan.Order.NEWEST_FIRST;
    Key from = byTime ? newest(latest(request.filter().until(), asOf)) : null;
    try (var rows =
        new MergedRuns<>(reader, ResourceIndex.TABLE, plan.prefixes(), from, request.after())) {
      List<R> items = new ArrayList<>();
      Key next =
          collect(
              rows, request, plan.order(), found -> row(reader, request, found.end(), asOf), items);
      return new SearchPage<>(Collections.unmodifiableList(items), next);
    }
  }

  private @Nullable R row(
      ViewReader reader, SearchRequest request, Key end, @Nullable EventPlace asOf) {
    UUID id = idOf(end);
    R row =
        asOf == null
            ? lookup.find(reader, id, request.subscriptionId())
            : history.find(reader, id, request.subscriptionId(), asOf.logOffset());
    // What left and came back may have begun at another time there, and has two entries then.
    return row != null
            && wholeMillis(row.beganAt()).equals(beganAt(end))
            && request.filter().matches(row)
        ? row
        : null;
  }

  private interface Picker<V, T> {
    @Nullable T pick(MergedRuns.Found<V> found);
  }

  /** Adds what is picked; gives where to go on, or null when nothing follows. */
  private static <V, T> @Nullable Key collect(
      MergedRuns<V> rows,
      SearchRequest request,
      SearchPlan.Order order,
      Picker<V, T> picker,
      List<T> items) {
    Instant since = request.filter().since();
    Key last = null;
    for (int seen = 0; rows.hasNext(); seen++) {
      if (items.size() == request.itemsMax() || seen == SCAN_ROWS_MAX) {
        return last;
      }
      MergedRuns.Found<V> found = rows.next();
      last = found.end();
      if (order == SearchPlan.Order.NEWEST_FIRST
          && since != null
          && beganAt(last).isBefore(wholeMillis(since))) {
        return null;
      }
      T picked = picker.pick(found);
      if (picked != null) {
        items.add(picked);
      }
    }
    return null;
  }

  private static Instant wholeMillis(Instant time) {
    return Instant.ofEpochMilli(time.toEpochMilli());
  }

  /** The end from which on all began before a time. */
  private static @Nullable Key newest(@Nullable Instant until) {
    return until == null ? null : new KeyWriter().u64(ReversedNumbers.of(until)).key();
  }

  /** Nothing that began after an event was there then. */
  private static @Nullable Instant latest(@Nullable Instant until, @Nullable EventPlace asOf) {
    if (asOf == null) {
      return until;
    }
    return until == null || asOf.time().isBefore(until) ? asOf.time() : until;
  }

  private static Instant beganAt(Key end) {
    KeyReader in = new KeyReader(tail(end));
    return ReversedNumbers.timeOf(in.u64());
  }

  private static UUID idOf(Key end) {
    KeyReader in = new KeyReader(tail(end));
    in.u64();
    return in.id();
  }

  private static Key tail(Key end) {
    return end.tail(end.length() - ResourceIndex.END_BYTES);
  }
}

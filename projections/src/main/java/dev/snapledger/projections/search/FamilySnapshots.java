package dev.snapledger.projections.search;

import dev.snapledger.commands.id.FamilyId;
import dev.snapledger.commands.id.SubscriptionId;
import dev.snapledger.projections.chain.SnapshotRow;
import dev.snapledger.projections.engine.ViewReader;
import dev.snapledger.projections.history.EventPlace;
import dev.snapledger.projections.search.SearchFilter.StateMatch;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Snapshots of one family, all of them or the newest. */
public final class FamilySnapshots {
  private FamilySnapshots() {}

  /**
   * How many snapshots of a family there are.
   *
   * @param existing those that are not deleted
   * @param byRegion those by region
   * @param newest the one that began last; null if there is none
   */
  public record Counts(int existing, Map<String, Integer> byRegion, @Nullable SnapshotRow newest) {
    public Counts {
      byRegion = new TreeMap<>(byRegion);
    }
  }

  /**
   * Counts what exists.
   *
   * @param groups resource groups that count, in lower case; null for all
   * @param asOf the event after which the answer holds; null for now
   */
  public static Counts count(
      ViewReader reader,
      SubscriptionId subscription,
      FamilyId familyId,
      @Nullable List<String> groups,
      @Nullable EventPlace asOf) {
    Map<String, Integer> byRegion = new TreeMap<>();
    List<SnapshotRow> first = new ArrayList<>();
    int[] existing = {0};
    forEach(
        reader,
        subscription,
        filter(familyId, groups, StateMatch.EXISTING, null),
        asOf,
        row -> {
          if (first.isEmpty()) {
            first.add(row);
          }
          existing[0]++;
          byRegion.merge(row.region(), 1, Integer::sum);
        });
    return new Counts(existing[0], byRegion, first.isEmpty() ? null : first.getFirst());
  }

  /** Hands out all that exist, newest first. */
  public static void existing(
      ViewReader reader,
      SubscriptionId subscription,
      FamilyId familyId,
      Consumer<SnapshotRow> sink) {
    forEach(reader, subscription, filter(familyId, null, StateMatch.EXISTING, null), null, sink);
  }

  /** All that began at a time or later, deleted ones too, newest first. */
  public static List<SnapshotRow> startedSince(
      ViewReader reader, SubscriptionId subscription, FamilyId familyId, Instant since) {
    List<SnapshotRow> found = new ArrayList<>();
    forEach(reader, subscription, filter(familyId, null, StateMatch.ANY, since), null, found::add);
    return found;
  }

  private static SearchFilter filter(
      FamilyId familyId, @Nullable List<String> groups, StateMatch state, @Nullable Instant since) {
    return new SearchFilter(groups, null, null, state, since, null, familyId, null);
  }

  private static void forEach(
      ViewReader reader,
      SubscriptionId subscription,
      SearchFilter filter,
      @Nullable EventPlace asOf,
      Consumer<SnapshotRow> sink) {
    SearchPage<SnapshotRow> page = new SearchPage<>(List.of(), null);
    do {
      page =
          Search.snapshots(
              reader,
              new SearchRequest(subscription, filter, asOf, Search.SCAN_ROWS_MAX, page.next()));
      page.items().forEach(sink);
    } while (page.next() != null);
  }
}

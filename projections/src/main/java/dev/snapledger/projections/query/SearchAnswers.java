package dev.snapledger.projections.query;

import dev.snapledger.projections.answer.Answer;
import dev.snapledger.projections.answer.QueryError.InvalidQuery;
import dev.snapledger.projections.chain.Snapshots;
import dev.snapledger.projections.disk.DiskRow;
import dev.snapledger.projections.disk.Disks;
import dev.snapledger.projections.engine.ReadView;
import dev.snapledger.projections.engine.ViewReader;
import dev.snapledger.projections.engine.ViewStore;
import dev.snapledger.projections.headroom.Headrooms;
import dev.snapledger.projections.query.LedgerQuery.CountFamily;
import dev.snapledger.projections.query.LedgerQuery.FindDiskAsOf;
import dev.snapledger.projections.query.LedgerQuery.FindHeadroom;
import dev.snapledger.projections.query.LedgerQuery.FindSnapshotAsOf;
import dev.snapledger.projections.query.LedgerQuery.SearchDisks;
import dev.snapledger.projections.query.LedgerQuery.SearchSnapshots;
import dev.snapledger.projections.resource.PageRequest;
import dev.snapledger.projections.search.FamilySnapshots;
import dev.snapledger.projections.search.Search;
import dev.snapledger.projections.search.SearchPage;
import dev.snapledger.projections.search.SearchRequest;
import java.util.function.BiFunction;

/** Answers about disks and snapshots by what is known of them, now or in the past. */
final class SearchAnswers {
  private SearchAnswers() {}

  static Answer<?> disks(SearchDisks query, ViewStore store) {
    return page(query.request(), store, Search::disks);
  }

  static Answer<?> snapshots(SearchSnapshots query, ViewStore store) {
    return page(query.request(), store, Search::snapshots);
  }

  private static <R> Answer<?> page(
      SearchRequest request,
      ViewStore store,
      BiFunction<ViewReader, SearchRequest, SearchPage<R>> search) {
    if (request.itemsMax() < 1 || request.itemsMax() > PageRequest.PAGE_ITEMS_MAX) {
      return new Answer.Refused<>(
          new InvalidQuery(
              "expected 1 to %d items, but found %d"
                  .formatted(PageRequest.PAGE_ITEMS_MAX, request.itemsMax())));
    }
    try (ReadView view = store.readView()) {
      return new Answer.Found<>(search.apply(view, request));
    }
  }

  static Answer<?> disk(FindDiskAsOf query, ViewReader reader) {
    return ResourceAnswers.found(
        Disks.HISTORY.find(
            reader, query.diskId().value(), query.subscriptionId(), query.logOffset()),
        "a disk %s after event %d".formatted(query.diskId(), query.logOffset()));
  }

  static Answer<?> snapshot(FindSnapshotAsOf query, ViewReader reader) {
    return ResourceAnswers.found(
        Snapshots.HISTORY.find(
            reader, query.snapshotId().value(), query.subscriptionId(), query.logOffset()),
        "a snapshot %s after event %d".formatted(query.snapshotId(), query.logOffset()));
  }

  static Answer<?> count(CountFamily query, ViewStore store) {
    try (ReadView view = store.readView()) {
      return new Answer.Found<>(
          FamilySnapshots.count(
              view, query.subscriptionId(), query.familyId(), query.groups(), query.asOf()));
    }
  }

  static Answer<?> headroom(FindHeadroom query, ViewStore store) {
    try (ReadView view = store.readView()) {
      DiskRow disk = Disks.find(view, query.diskId(), query.subscriptionId());
      return disk == null || !disk.exists()
          ? ResourceAnswers.found(null, "a disk " + query.diskId())
          : new Answer.Found<>(Headrooms.of(view, disk, query.region(), query.now()));
    }
  }
}

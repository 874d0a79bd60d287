package dev.snapledger.projections.query;

import dev.snapledger.projections.LedgerViews;
import dev.snapledger.projections.diff.HeatMaps;
import dev.snapledger.projections.engine.ViewReader;
import dev.snapledger.projections.query.LedgerQuery.AwaitChanges;
import dev.snapledger.projections.query.LedgerQuery.CountFamily;
import dev.snapledger.projections.query.LedgerQuery.FindActiveGrant;
import dev.snapledger.projections.query.LedgerQuery.FindAsOf;
import dev.snapledger.projections.query.LedgerQuery.FindChain;
import dev.snapledger.projections.query.LedgerQuery.FindCopy;
import dev.snapledger.projections.query.LedgerQuery.FindDisk;
import dev.snapledger.projections.query.LedgerQuery.FindDiskAsOf;
import dev.snapledger.projections.query.LedgerQuery.FindDiskById;
import dev.snapledger.projections.query.LedgerQuery.FindHeadroom;
import dev.snapledger.projections.query.LedgerQuery.FindLastEvent;
import dev.snapledger.projections.query.LedgerQuery.FindPolicy;
import dev.snapledger.projections.query.LedgerQuery.FindSnapshot;
import dev.snapledger.projections.query.LedgerQuery.FindSnapshotAsOf;
import dev.snapledger.projections.query.LedgerQuery.FindSnapshotById;
import dev.snapledger.projections.query.LedgerQuery.FindUsage;
import dev.snapledger.projections.query.LedgerQuery.GetDiff;
import dev.snapledger.projections.query.LedgerQuery.GetHeatMap;
import dev.snapledger.projections.query.LedgerQuery.GetPageRanges;
import dev.snapledger.projections.query.LedgerQuery.ListCopies;
import dev.snapledger.projections.query.LedgerQuery.ListDisks;
import dev.snapledger.projections.query.LedgerQuery.ListGrants;
import dev.snapledger.projections.query.LedgerQuery.ListResourceEvents;
import dev.snapledger.projections.query.LedgerQuery.ListSnapshots;
import dev.snapledger.projections.query.LedgerQuery.ListTimeline;
import dev.snapledger.projections.query.LedgerQuery.ListUsageDays;
import dev.snapledger.projections.query.LedgerQuery.SearchDisks;
import dev.snapledger.projections.query.LedgerQuery.SearchSnapshots;
import java.time.Duration;
import java.util.List;
import org.axonframework.messaging.core.configuration.MessagingConfigurer;
import org.axonframework.messaging.queryhandling.configuration.QueryHandlingModule;
import org.axonframework.messaging.queryhandling.configuration.QueryHandlingModule.QueryHandlerPhase;

/** Puts the handlers of all queries on Axon's query bus. */
public final class LedgerQueries {
  private LedgerQueries() {}

  /**
   * Registers all query handlers.
   *
   * @param views what they read
   * @param waitMax how long a query may wait for its {@code minOffset}, or for a block map that was
   *     published before the snapshot was completed, but is not read yet
   */
  public static MessagingConfigurer register(
      MessagingConfigurer configurer, LedgerViews views, Duration waitMax) {
    Waiting waiting = new Waiting(views.runner(), waitMax);
    ViewReader reader = views.store();
    HeatMaps heatMaps = new HeatMaps();
    QueryHandlerPhase handlers = QueryHandlingModule.named("ledger-queries").queryHandlers();
    List<Handler<?>> all =
        List.of(
            Handler.of(FindDisk.class, q -> ResourceAnswers.disk(q, reader)),
            Handler.of(FindDiskById.class, q -> ResourceAnswers.disk(q, reader)),
            Handler.of(FindSnapshot.class, q -> ResourceAnswers.snapshot(q, reader)),
            Handler.of(FindSnapshotById.class, q -> ResourceAnswers.snapshot(q, reader)),
            Handler.of(ListDisks.class, q -> ResourceAnswers.disks(q, reader)),
            Handler.of(ListSnapshots.class, q -> ResourceAnswers.snapshots(q, reader)),
            Handler.of(FindChain.class, q -> LedgerAnswers.chain(q, views.store())),
            Handler.of(FindActiveGrant.class, q -> LedgerAnswers.grant(q, reader)),
            Handler.of(ListGrants.class, q -> LedgerAnswers.grants(q, reader)),
            Handler.of(FindCopy.class, q -> LedgerAnswers.copy(q, reader)),
            Handler.of(ListCopies.class, q -> LedgerAnswers.copies(q, reader)),
            Handler.of(FindUsage.class, q -> LedgerAnswers.usage(q, reader)),
            Handler.of(FindPolicy.class, q -> LedgerAnswers.policy(q, reader)),
            Handler.of(GetPageRanges.class, q -> LedgerAnswers.ranges(q, reader)),
            Handler.of(GetDiff.class, q -> LedgerAnswers.diff(q, reader)),
            Handler.of(
                GetHeatMap.class, q -> heatMaps.of(reader, q.snapshotId(), q.of(), q.cellsMax())),
            Handler.of(SearchDisks.class, q -> SearchAnswers.disks(q, views.store())),
            Handler.of(SearchSnapshots.class, q -> SearchAnswers.snapshots(q, views.store())),
            Handler.of(FindDiskAsOf.class, q -> SearchAnswers.disk(q, reader)),
            Handler.of(FindSnapshotAsOf.class, q -> SearchAnswers.snapshot(q, reader)),
            Handler.of(CountFamily.class, q -> SearchAnswers.count(q, views.store())),
            Handler.of(FindHeadroom.class, q -> SearchAnswers.headroom(q, views.store())),
            Handler.of(ListUsageDays.class, q -> HistoryAnswers.usageDays(q, reader)),
            Handler.of(FindLastEvent.class, q -> HistoryAnswers.last(q, views)),
            Handler.of(FindAsOf.class, q -> HistoryAnswers.asOf(q, views)),
            Handler.of(ListTimeline.class, q -> HistoryAnswers.timeline(q, reader)),
            Handler.of(ListResourceEvents.class, q -> HistoryAnswers.events(q, reader)),
            Handler.of(AwaitChanges.class, q -> HistoryAnswers.changes(q, views, waiting)));
    all.forEach(each -> handlers.queryHandler(each.name(), each.after(waiting)));
    return configurer.registerQueryHandlingModule(handlers);
  }
}

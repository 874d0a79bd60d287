package dev.snapledger.projections;

import dev.snapledger.projections.blockmap.BlockMapProjection;
import dev.snapledger.projections.blockmap.BlockMapTables;
import dev.snapledger.projections.blockmap.EndedBlockMaps;
import dev.snapledger.projections.chain.SnapshotChainProjection;
import dev.snapledger.projections.chain.Snapshots;
import dev.snapledger.projections.copy.Copies;
import dev.snapledger.projections.copy.CopyProjection;
import dev.snapledger.projections.disk.DiskProjection;
import dev.snapledger.projections.disk.Disks;
import dev.snapledger.projections.engine.AppliedOffsets;
import dev.snapledger.projections.engine.ProjectionRunner;
import dev.snapledger.projections.engine.ViewStore;
import dev.snapledger.projections.engine.ViewTable;
import dev.snapledger.projections.grant.GrantProjection;
import dev.snapledger.projections.grant.Grants;
import dev.snapledger.projections.history.HistoryProjection;
import dev.snapledger.projections.history.ResourceEvents;
import dev.snapledger.projections.history.Timeline;
import dev.snapledger.projections.policy.Policies;
import dev.snapledger.projections.policy.PolicyProjection;
import dev.snapledger.projections.resource.ResourceIndex;
import dev.snapledger.projections.resource.ResourceNames;
import dev.snapledger.projections.usage.Usage;
import dev.snapledger.projections.work.PendingWork;
import dev.snapledger.projections.work.WorkProjection;
import dev.snapledger.projections.work.WorkTables;
import java.util.List;

/**
 * All views over one store.
 *
 * @param store where the rows are; closed by whoever opened it
 * @param runner applies the log to the views
 * @param work what the log leaves to do
 */
public record LedgerViews(ViewStore store, ProjectionRunner runner, PendingWork work) {
  /** Every table, by number. */
  public static final List<ViewTable<?>> TABLES =
      List.of(
          AppliedOffsets.TABLE,
          Disks.TABLE,
          Snapshots.TABLE,
          Snapshots.CHAINS,
          ResourceNames.TABLE,
          Usage.TABLE,
          Grants.TABLE,
          Grants.BY_RESOURCE,
          Copies.TABLE,
          Copies.BY_SOURCE,
          Policies.TABLE,
          WorkTables.ITEMS,
          WorkTables.BY_SUBJECT,
          BlockMapTables.LAYERS,
          BlockMapTables.PARTS,
          BlockMapTables.CHUNKS,
          BlockMapTables.BY_FAMILY,
          BlockMapTables.ENDED,
          ResourceIndex.TABLE,
          Disks.LISTED.table(),
          Snapshots.LISTED.table(),
          Disks.HISTORY.table(),
          Snapshots.HISTORY.table(),
          Timeline.TABLE,
          ResourceEvents.TABLE,
          Usage.DAYS);

  /** The views over a store, which may be empty or hold what they wrote before. */
  public static LedgerViews over(ViewStore store) {
    // Later ones read the rows of disks and snapshots as the same event left them.
    ProjectionRunner runner =
        new ProjectionRunner(
            store,
            List.of(
                new DiskProjection(),
                new SnapshotChainProjection(),
                new GrantProjection(),
                new CopyProjection(),
                new PolicyProjection(),
                new WorkProjection(),
                new EndedBlockMaps(),
                new HistoryProjection()),
            new BlockMapProjection());
    return new LedgerViews(store, runner, new PendingWork(store));
  }
}

package dev.snapledger.projections.query;

import dev.snapledger.blockstore.geometry.PageRange;
import dev.snapledger.commands.id.DiskId;
import dev.snapledger.commands.id.FamilyId;
import dev.snapledger.commands.id.GrantId;
import dev.snapledger.commands.id.SnapshotId;
import dev.snapledger.commands.id.SubscriptionId;
import dev.snapledger.commands.type.Policy;
import dev.snapledger.commands.type.ResourceName;
import dev.snapledger.projections.answer.MinOffset;
import dev.snapledger.projections.chain.SnapshotChain;
import dev.snapledger.projections.chain.SnapshotRow;
import dev.snapledger.projections.copy.CopyRow;
import dev.snapledger.projections.diff.HeatMap;
import dev.snapledger.projections.diff.SnapshotDiff;
import dev.snapledger.projections.diff.SnapshotRanges;
import dev.snapledger.projections.disk.DiskRow;
import dev.snapledger.projections.grant.GrantRow;
import dev.snapledger.projections.headroom.Headroom;
import dev.snapledger.projections.history.AsOf;
import dev.snapledger.projections.history.Changes;
import dev.snapledger.projections.history.EventPlace;
import dev.snapledger.projections.history.LastEvent;
import dev.snapledger.projections.resource.Page;
import dev.snapledger.projections.resource.PageRequest;
import dev.snapledger.projections.search.FamilySnapshots;
import dev.snapledger.projections.search.SearchPage;
import dev.snapledger.projections.search.SearchRequest;
import dev.snapledger.projections.usage.UsageDay;
import dev.snapledger.projections.usage.UsageRow;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A question to the views; {@code R} is what a good answer holds.
 *
 * <p>Names are compared without regard to case. With a {@code minOffset} the answer waits until the
 * views are so far; without one it tells what they have.
 */
public sealed interface LedgerQuery<R> {
  /** How far the views must be; null for no demand. */
  @Nullable MinOffset minOffset();

  /** The disk with a name. */
  record FindDisk(SubscriptionId subscriptionId, ResourceName name, @Nullable MinOffset minOffset)
      implements LedgerQuery<DiskRow> {}

  /** A disk by its identity, also after it was deleted. */
  record FindDiskById(DiskId diskId, @Nullable MinOffset minOffset)
      implements LedgerQuery<DiskRow> {}

  /** The snapshot with a name. */
  record FindSnapshot(
      SubscriptionId subscriptionId, ResourceName name, @Nullable MinOffset minOffset)
      implements LedgerQuery<SnapshotRow> {}

  /** A snapshot by its identity, also after it was deleted. */
  record FindSnapshotById(SnapshotId snapshotId, @Nullable MinOffset minOffset)
      implements LedgerQuery<SnapshotRow> {}

  /**
   * Disks of a subscription, by resource group and name.
   *
   * @param resourceGroup one group; null for all
   */
  record ListDisks(
      SubscriptionId subscriptionId,
      @Nullable String resourceGroup,
      PageRequest page,
      @Nullable MinOffset minOffset)
      implements LedgerQuery<Page<DiskRow>> {}

  /**
   * Snapshots of a subscription, by resource group and name.
   *
   * @param resourceGroup one group; null for all
   */
  record ListSnapshots(
      SubscriptionId subscriptionId,
      @Nullable String resourceGroup,
      PageRequest page,
      @Nullable MinOffset minOffset)
      implements LedgerQuery<Page<SnapshotRow>> {}

  /**
   * All snapshots a family ever had.
   *
   * @param now the time at which grants count as active
   */
  record FindChain(FamilyId familyId, Instant now, @Nullable MinOffset minOffset)
      implements LedgerQuery<SnapshotChain> {}

  /**
   * A grant that holds at a time; one that does not is refused with the reason.
   *
   * @param now that time
   */
  record FindActiveGrant(GrantId grantId, Instant now, @Nullable MinOffset minOffset)
      implements LedgerQuery<GrantRow> {}

  /**
   * All grants ever given for a disk or snapshot, by grant id.
   *
   * @param resourceId identity of the disk or snapshot
   */
  record ListGrants(UUID resourceId, @Nullable MinOffset minOffset)
      implements LedgerQuery<List<GrantRow>> {}

  /** Copies of a subscription that are under way, by identity of what is made. */
  record ListCopies(SubscriptionId subscriptionId, @Nullable MinOffset minOffset)
      implements LedgerQuery<List<CopyRow>> {}

  /** The copy that makes a disk or snapshot; refused when none is under way. */
  record FindCopy(SubscriptionId subscriptionId, UUID targetId, @Nullable MinOffset minOffset)
      implements LedgerQuery<CopyRow> {}

  /** What a subscription holds, by resource group and region. */
  record FindUsage(SubscriptionId subscriptionId, @Nullable MinOffset minOffset)
      implements LedgerQuery<List<UsageRow>> {}

  /** The policy a subscription adopted last; refused if it never did. */
  record FindPolicy(SubscriptionId subscriptionId, @Nullable MinOffset minOffset)
      implements LedgerQuery<Policy> {}

  /** What a subscription held at the end of each day on which that changed; see Usage. */
  record ListUsageDays(
      SubscriptionId subscriptionId, LocalDate from, LocalDate to, @Nullable MinOffset minOffset)
      implements LedgerQuery<List<UsageDay>> {}

  /** The newest event of a subscription, which tells whether anything changed. */
  record FindLastEvent(SubscriptionId subscriptionId, int partition, @Nullable MinOffset minOffset)
      implements LedgerQuery<LastEvent> {}

  /**
   * The newest event of a subscription at a point in its past.
   *
   * @param partition partition of the subscription
   */
  record FindAsOf(
      SubscriptionId subscriptionId, int partition, AsOf asOf, @Nullable MinOffset minOffset)
      implements LedgerQuery<EventPlace> {}

  /** A page of disks that a filter picks. */
  record SearchDisks(SearchRequest request, @Nullable MinOffset minOffset)
      implements LedgerQuery<SearchPage<DiskRow>> {}

  /** A page of snapshots that a filter picks. */
  record SearchSnapshots(SearchRequest request, @Nullable MinOffset minOffset)
      implements LedgerQuery<SearchPage<SnapshotRow>> {}

  /** A disk of a subscription as it was after an event; refused if it was not there. */
  record FindDiskAsOf(
      DiskId diskId, SubscriptionId subscriptionId, long logOffset, @Nullable MinOffset minOffset)
      implements LedgerQuery<DiskRow> {}

  /** A snapshot of a subscription as it was after an event; refused if it was not there. */
  record FindSnapshotAsOf(
      SnapshotId snapshotId,
      SubscriptionId subscriptionId,
      long logOffset,
      @Nullable MinOffset minOffset)
      implements LedgerQuery<SnapshotRow> {}

  /**
   * How many snapshots a family has.
   *
   * @param groups resource groups that count, in lower case; null for all
   * @param asOf the event after which the answer holds; null for now
   */
  record CountFamily(
      SubscriptionId subscriptionId,
      FamilyId familyId,
      @Nullable List<String> groups,
      @Nullable EventPlace asOf,
      @Nullable MinOffset minOffset)
      implements LedgerQuery<FamilySnapshots.Counts> {}

  /**
   * What the rules leave a disk.
   *
   * @param region region of which snapshots are counted; null for the disk's
   */
  record FindHeadroom(
      DiskId diskId,
      SubscriptionId subscriptionId,
      @Nullable String region,
      Instant now,
      @Nullable MinOffset minOffset)
      implements LedgerQuery<Headroom> {}

  /** How full a snapshot is, cell by cell. */
  record GetHeatMap(
      SnapshotId snapshotId, HeatMap.Of of, int cellsMax, @Nullable MinOffset minOffset)
      implements LedgerQuery<HeatMap> {}

  /**
   * The events of a subscription, newest first.
   *
   * @param before only those older than this one; null for all
   */
  record ListTimeline(
      SubscriptionId subscriptionId,
      @Nullable EventPlace before,
      int itemsMax,
      @Nullable MinOffset minOffset)
      implements LedgerQuery<List<EventPlace>> {}

  /**
   * Offsets of the events of a family or snapshot, newest first.
   *
   * @param offsetMax largest of them
   */
  record ListResourceEvents(
      UUID resourceId,
      SubscriptionId subscriptionId,
      long offsetMax,
      int itemsMax,
      @Nullable MinOffset minOffset)
      implements LedgerQuery<List<Long>> {}

  /**
   * The events of a subscription behind an offset; waits for one of its partition.
   *
   * @param partition partition of the subscription
   * @param after offset behind which they are; -1 for all
   * @param waitMax longest wait; without a newer event the answer is empty
   */
  record AwaitChanges(
      SubscriptionId subscriptionId, int partition, long after, int itemsMax, Duration waitMax)
      implements LedgerQuery<Changes> {
    @Override
    public @Nullable MinOffset minOffset() {
      return null;
    }
  }

  /**
   * Ranges of a snapshot that hold data, cut to {@code within}, ascending.
   *
   * @param within part of the snapshot; null for all of it
   */
  record GetPageRanges(
      SnapshotId snapshotId, @Nullable PageRange within, @Nullable MinOffset minOffset)
      implements LedgerQuery<SnapshotRanges> {}

  /**
   * Ranges that differ between two snapshots of one family and region, cut to {@code within},
   * ascending, each with what it holds at {@code to}. Either may be the older.
   *
   * @param within part of {@code to}; null for all of it
   */
  record GetDiff(
      SnapshotId from, SnapshotId to, @Nullable PageRange within, @Nullable MinOffset minOffset)
      implements LedgerQuery<SnapshotDiff> {}
}

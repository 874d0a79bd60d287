package dev.snapledger.workers;

import dev.snapledger.projections.work.WorkItem;
import java.util.UUID;

/**
 * What an item is done to: items with equal keys are done one after the other, in the order of
 * their events; others do not wait for each other.
 *
 * <p>The partition is part of it, because events of different partitions have no order. A resource
 * that moved has items in two of them; the move itself is the last item in the first, and comes
 * before all events in the second.
 *
 * @param partition partition of the event
 * @param id the disk, snapshot or family
 * @param place region of a family's copies; empty for everything else
 */
record ResourceKey(int partition, UUID id, String place) {

  static ResourceKey of(WorkItem item) {
    return switch (item) {
      // All that reads or changes a volume as it is at a point of the log.
      case WorkItem.CreateVolume i -> of(i, i.diskId().value());
      case WorkItem.FillVolume i -> of(i, i.diskId().value());
      case WorkItem.ResizeVolume i -> of(i, i.diskId().value());
      case WorkItem.DeleteVolume i -> of(i, i.diskId().value());
      case WorkItem.SealSnapshot i -> of(i, i.diskId().value());
      case WorkItem.CopyFull i ->
          of(i, i.sourceDiskId() != null ? i.sourceDiskId().value() : i.snapshotId().value());
      // Each copy is a diff to the one before it in its region.
      case WorkItem.CopyToRegion i ->
          new ResourceKey(i.position().partition(), i.familyId().value(), i.region());
      case WorkItem.DeleteImage i -> of(i, i.snapshotId().value());
      case WorkItem.MoveOut i -> of(i, i.subjectId());
    };
  }

  private static ResourceKey of(WorkItem item, UUID id) {
    return new ResourceKey(item.position().partition(), id, "");
  }
}

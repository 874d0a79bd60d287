package dev.snapledger.projections.chain;

import dev.snapledger.commands.id.DiskId;
import dev.snapledger.commands.id.FamilyId;
import dev.snapledger.commands.id.SnapshotId;
import org.jspecify.annotations.Nullable;

/**
 * What a snapshot was made of, and what it builds on.
 *
 * @param diskId the disk it was taken of; null for a copy, and for a full snapshot of a snapshot
 * @param snapshotId the snapshot it is a copy of, if any
 * @param familyId family of the disk or incremental snapshot that a full snapshot was made of
 * @param parentId the snapshot before it in its family and region when it was accepted, if any; for
 *     a copy the base that is there already
 * @param parentSourceId the snapshot which that base is a copy of, if any
 */
public record SnapshotSources(
    @Nullable DiskId diskId,
    @Nullable SnapshotId snapshotId,
    @Nullable FamilyId familyId,
    @Nullable SnapshotId parentId,
    @Nullable SnapshotId parentSourceId) {
  /** Nothing known. */
  public static final SnapshotSources UNKNOWN = new SnapshotSources(null, null, null, null, null);
}

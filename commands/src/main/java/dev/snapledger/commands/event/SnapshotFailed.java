package dev.snapledger.commands.event;

import dev.snapledger.commands.id.FamilyId;
import dev.snapledger.commands.id.SnapshotId;
import dev.snapledger.commands.type.EventHeader;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot of any kind could not be completed.
 *
 * @param header cause, time, subscription
 * @param familyId family of an incremental snapshot; null for a full snapshot
 * @param snapshotId the snapshot
 * @param sourceSnapshotId the snapshot it was made of, if any
 * @param sourceFamilyId family of its source, if any
 * @param reason why, for people
 */
public record SnapshotFailed(
    EventHeader header,
    @Nullable FamilyId familyId,
    SnapshotId snapshotId,
    @Nullable SnapshotId sourceSnapshotId,
    @Nullable FamilyId sourceFamilyId,
    String reason)
    implements SnapshotEvent {}

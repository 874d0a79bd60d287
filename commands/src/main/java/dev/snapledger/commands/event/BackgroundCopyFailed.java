package dev.snapledger.commands.event;

import dev.snapledger.commands.id.DiskId;
import dev.snapledger.commands.id.FamilyId;
import dev.snapledger.commands.id.SnapshotId;
import dev.snapledger.commands.type.EventHeader;
import org.jspecify.annotations.Nullable;

/**
 * The disk could not be filled, or was deleted before it was.
 *
 * @param header cause, time, subscription
 * @param diskId the disk
 * @param sourceSnapshotId the snapshot
 * @param sourceFamilyId its family; null for a full snapshot
 * @param reason why, for people
 */
public record BackgroundCopyFailed(
    EventHeader header,
    DiskId diskId,
    SnapshotId sourceSnapshotId,
    @Nullable FamilyId sourceFamilyId,
    String reason)
    implements CopyEvent {}

package dev.snapledger.commands.event;

import dev.snapledger.commands.id.DiskId;
import dev.snapledger.commands.id.FamilyId;
import dev.snapledger.commands.id.SnapshotId;
import dev.snapledger.commands.type.EventHeader;
import org.jspecify.annotations.Nullable;

/**
 * The disk no longer needs its source.
 *
 * @param header cause, time, subscription
 * @param diskId the disk
 * @param sourceSnapshotId the snapshot
 * @param sourceFamilyId its family; null for a full snapshot
 * @param copiedBytes bytes filled in all
 */
public record BackgroundCopyCompleted(
    EventHeader header,
    DiskId diskId,
    SnapshotId sourceSnapshotId,
    @Nullable FamilyId sourceFamilyId,
    long copiedBytes)
    implements CopyEvent {}

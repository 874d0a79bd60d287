package dev.snapledger.commands.event;

import dev.snapledger.commands.id.DiskId;
import dev.snapledger.commands.id.FamilyId;
import dev.snapledger.commands.id.SnapshotId;
import dev.snapledger.commands.type.EventHeader;
import org.jspecify.annotations.Nullable;

/**
 * A disk is usable and waits to be filled; its source cannot be deleted meanwhile.
 *
 * @param header cause, time, subscription
 * @param diskId the disk
 * @param sourceSnapshotId the snapshot
 * @param sourceFamilyId its family; null for a full snapshot
 * @param region region of both
 * @param totalBytes size of the snapshot in bytes
 */
public record BackgroundCopyStarted(
    EventHeader header,
    DiskId diskId,
    SnapshotId sourceSnapshotId,
    @Nullable FamilyId sourceFamilyId,
    String region,
    long totalBytes)
    implements CopyEvent {}

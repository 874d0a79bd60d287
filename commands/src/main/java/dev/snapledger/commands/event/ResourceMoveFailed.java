package dev.snapledger.commands.event;

import dev.snapledger.commands.id.DiskId;
import dev.snapledger.commands.id.SnapshotId;
import dev.snapledger.commands.type.EventHeader;
import org.jspecify.annotations.Nullable;

/**
 * The target subscription refused the resource; it stays and is no longer locked.
 *
 * @param header cause, time, subscription
 * @param diskId the disk, when it is one
 * @param snapshotId the full snapshot, when it is one
 * @param code code of the refusal
 * @param reason why, for people
 */
public record ResourceMoveFailed(
    EventHeader header,
    @Nullable DiskId diskId,
    @Nullable SnapshotId snapshotId,
    String code,
    String reason)
    implements MoveEvent {}

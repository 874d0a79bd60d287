package dev.snapledger.commands.command;

import dev.snapledger.commands.id.DiskId;
import dev.snapledger.commands.id.SnapshotId;
import dev.snapledger.commands.type.CommandHeader;
import org.jspecify.annotations.Nullable;

/**
 * Worker: the target subscription refused the resource; it stays where it is.
 *
 * @param header command id, subscription, principal
 * @param diskId the disk, when it is one
 * @param snapshotId the full snapshot, when it is one
 * @param code code of the refusal
 * @param reason why, for people
 */
public record FailMove(
    CommandHeader header,
    @Nullable DiskId diskId,
    @Nullable SnapshotId snapshotId,
    String code,
    String reason)
    implements MoveCommand {}

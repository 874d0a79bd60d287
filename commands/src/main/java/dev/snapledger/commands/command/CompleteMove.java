package dev.snapledger.commands.command;

import dev.snapledger.commands.id.DiskId;
import dev.snapledger.commands.id.SnapshotId;
import dev.snapledger.commands.type.CommandHeader;
import org.jspecify.annotations.Nullable;

/**
 * Worker: the target subscription has the resource; the source lets it go.
 *
 * @param header command id, subscription, principal
 * @param diskId the disk, when it is one
 * @param snapshotId the full snapshot, when it is one
 */
public record CompleteMove(
    CommandHeader header, @Nullable DiskId diskId, @Nullable SnapshotId snapshotId)
    implements MoveCommand {}

package dev.snapledger.commands.command;

import dev.snapledger.commands.id.DiskId;
import dev.snapledger.commands.type.CommandHeader;

/**
 * Worker: the disk no longer needs the snapshot.
 *
 * @param header command id, subscription, principal
 * @param diskId the disk
 * @param epoch epoch of the lease
 * @param copiedBytes bytes filled in all
 */
public record CompleteBackgroundCopy(
    CommandHeader header, DiskId diskId, long epoch, long copiedBytes) implements CopyCommand {}

package dev.snapledger.commands.command;

import dev.snapledger.commands.id.DiskId;
import dev.snapledger.commands.type.CommandHeader;

/**
 * Worker: the disk cannot be filled.
 *
 * @param header command id, subscription, principal
 * @param diskId the disk
 * @param epoch epoch of the lease
 * @param reason why, for people
 */
public record FailBackgroundCopy(CommandHeader header, DiskId diskId, long epoch, String reason)
    implements CopyCommand {}

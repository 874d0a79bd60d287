package dev.snapledger.commands.command;

import dev.snapledger.commands.id.DiskId;
import dev.snapledger.commands.type.CommandHeader;

/**
 * Worker: give that right back.
 *
 * @param header command id, subscription, principal
 * @param diskId the disk
 * @param epoch epoch of the lease
 */
public record ReleaseCopyLease(CommandHeader header, DiskId diskId, long epoch)
    implements CopyCommand {}

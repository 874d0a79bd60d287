package dev.snapledger.commands.command;

import dev.snapledger.commands.id.DiskId;
import dev.snapledger.commands.type.CommandHeader;

/**
 * Worker: take, or prolong, the exclusive right to fill a disk.
 *
 * @param header command id, subscription, principal
 * @param diskId the disk to fill
 * @param holder name of the worker
 * @param durationSeconds 1 to 3600
 */
public record AcquireCopyLease(
    CommandHeader header, DiskId diskId, String holder, long durationSeconds)
    implements CopyCommand {}

package dev.snapledger.commands.command;

import dev.snapledger.commands.id.DiskId;
import dev.snapledger.commands.type.CommandHeader;

/**
 * Worker: so much of the disk is filled.
 *
 * @param header command id, subscription, principal
 * @param diskId the disk
 * @param epoch epoch of the lease
 * @param copiedBytes bytes filled so far; only grows
 */
public record ReportCopyProgress(CommandHeader header, DiskId diskId, long epoch, long copiedBytes)
    implements CopyCommand {}

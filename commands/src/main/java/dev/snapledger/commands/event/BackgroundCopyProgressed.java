package dev.snapledger.commands.event;

import dev.snapledger.commands.id.DiskId;
import dev.snapledger.commands.type.EventHeader;

/**
 * So much of the disk is filled.
 *
 * @param header cause, time, subscription
 * @param diskId the disk
 * @param copiedBytes bytes filled so far
 */
public record BackgroundCopyProgressed(EventHeader header, DiskId diskId, long copiedBytes)
    implements CopyEvent {}

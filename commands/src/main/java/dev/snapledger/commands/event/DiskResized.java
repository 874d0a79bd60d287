package dev.snapledger.commands.event;

import dev.snapledger.commands.id.DiskId;
import dev.snapledger.commands.type.EventHeader;

/**
 * A disk is larger.
 *
 * @param header cause, time, subscription
 * @param diskId the disk
 * @param oldSizeBytes size before, in bytes
 * @param sizeBytes size now, in bytes
 */
public record DiskResized(EventHeader header, DiskId diskId, long oldSizeBytes, long sizeBytes)
    implements DiskEvent {}

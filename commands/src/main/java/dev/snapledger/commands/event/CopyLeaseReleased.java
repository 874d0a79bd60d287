package dev.snapledger.commands.event;

import dev.snapledger.commands.id.DiskId;
import dev.snapledger.commands.type.EventHeader;

/**
 * The worker gave that right back.
 *
 * @param header cause, time, subscription
 * @param diskId the disk
 * @param epoch epoch of the lease
 */
public record CopyLeaseReleased(EventHeader header, DiskId diskId, long epoch)
    implements CopyEvent {}

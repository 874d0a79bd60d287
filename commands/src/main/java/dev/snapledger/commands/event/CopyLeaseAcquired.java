package dev.snapledger.commands.event;

import dev.snapledger.commands.id.DiskId;
import dev.snapledger.commands.type.EventHeader;
import java.time.Instant;

/**
 * A worker holds the exclusive right to fill a disk.
 *
 * @param header cause, time, subscription
 * @param diskId the disk
 * @param holder name of the worker
 * @param epoch grows with each new holder; an older one is refused
 * @param expiresAt first instant at which another worker may take it
 */
public record CopyLeaseAcquired(
    EventHeader header, DiskId diskId, String holder, long epoch, Instant expiresAt)
    implements CopyEvent {}

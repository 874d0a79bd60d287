package dev.snapledger.commands.event;

import dev.snapledger.commands.id.DiskId;
import dev.snapledger.commands.type.EventHeader;
import dev.snapledger.commands.type.ResourceName;

/**
 * A disk is gone; its family stays while it has snapshots.
 *
 * @param header cause, time, subscription
 * @param diskId the disk
 * @param name the name that is free again
 * @param region its region
 */
public record DiskDeleted(EventHeader header, DiskId diskId, ResourceName name, String region)
    implements DiskEvent {}

package dev.snapledger.commands.event;

import dev.snapledger.commands.id.DiskId;
import dev.snapledger.commands.id.FamilyId;
import dev.snapledger.commands.id.SnapshotId;
import dev.snapledger.commands.id.SubscriptionId;
import dev.snapledger.commands.type.EventHeader;
import dev.snapledger.commands.type.ResourceName;
import dev.snapledger.commands.type.ResourceType;
import org.jspecify.annotations.Nullable;

/**
 * A resource has a new place: another resource group here, or another subscription, where it no
 * longer belongs to this one.
 *
 * @param header cause, time, subscription
 * @param type kind of the resource
 * @param diskId the disk, when it is one
 * @param familyId family of a disk or an incremental snapshot; null for a full snapshot
 * @param snapshotId the snapshot, when it is one
 * @param sourceName its name before
 * @param targetSubscriptionId its subscription now
 * @param targetName its name now
 */
public record ResourceMoved(
    EventHeader header,
    ResourceType type,
    @Nullable DiskId diskId,
    @Nullable FamilyId familyId,
    @Nullable SnapshotId snapshotId,
    ResourceName sourceName,
    SubscriptionId targetSubscriptionId,
    ResourceName targetName)
    implements MoveEvent {}

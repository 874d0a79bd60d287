package dev.snapledger.commands.event;

import dev.snapledger.commands.id.FamilyId;
import dev.snapledger.commands.id.SnapshotId;
import dev.snapledger.commands.type.EventHeader;
import dev.snapledger.commands.type.ResourceName;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot is gone; its bytes are freed when nothing else needs them.
 *
 * @param header cause, time, subscription
 * @param familyId family of an incremental snapshot; null for a full snapshot
 * @param snapshotId the snapshot
 * @param name the name that is free again
 * @param region its region
 */
public record SnapshotDeleted(
    EventHeader header,
    @Nullable FamilyId familyId,
    SnapshotId snapshotId,
    ResourceName name,
    String region)
    implements SnapshotEvent {}

package dev.snapledger.commands.event;

import dev.snapledger.commands.id.DiskId;
import dev.snapledger.commands.id.FamilyId;
import dev.snapledger.commands.id.GrantId;
import dev.snapledger.commands.id.SnapshotId;
import dev.snapledger.commands.type.EventHeader;
import org.jspecify.annotations.Nullable;

/**
 * A grant ended before its time.
 *
 * @param header cause, time, subscription
 * @param grantId the grant
 * @param diskId the disk, when it is one
 * @param familyId family of an incremental snapshot
 * @param snapshotId the snapshot, when it is one
 */
public record SasRevoked(
    EventHeader header,
    GrantId grantId,
    @Nullable DiskId diskId,
    @Nullable FamilyId familyId,
    @Nullable SnapshotId snapshotId)
    implements SasEvent {}

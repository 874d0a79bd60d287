package dev.snapledger.commands.event;

import dev.snapledger.commands.id.DiskId;
import dev.snapledger.commands.id.FamilyId;
import dev.snapledger.commands.id.GrantId;
import dev.snapledger.commands.id.SnapshotId;
import dev.snapledger.commands.type.EventHeader;
import dev.snapledger.commands.type.SasAccess;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A resource may be read or written until a time.
 *
 * @param header cause, time, subscription
 * @param grantId the grant
 * @param diskId the disk, when it is one
 * @param familyId family of an incremental snapshot
 * @param snapshotId the snapshot, when it is one
 * @param access what is permitted
 * @param expiresAt first instant at which it no longer is
 */
public record SasGranted(
    EventHeader header,
    GrantId grantId,
    @Nullable DiskId diskId,
    @Nullable FamilyId familyId,
    @Nullable SnapshotId snapshotId,
    SasAccess access,
    Instant expiresAt)
    implements SasEvent {}

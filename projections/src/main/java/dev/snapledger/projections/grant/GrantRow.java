package dev.snapledger.projections.grant;

import dev.snapledger.commands.id.DiskId;
import dev.snapledger.commands.id.FamilyId;
import dev.snapledger.commands.id.GrantId;
import dev.snapledger.commands.id.SnapshotId;
import dev.snapledger.commands.id.SubscriptionId;
import dev.snapledger.commands.type.SasAccess;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A grant of shared access, kept after its end.
 *
 * @param subscriptionId subscription that gave it
 * @param grantId the grant
 * @param diskId the disk, when it is one
 * @param familyId family of an incremental snapshot
 * @param snapshotId the snapshot, when it is one
 * @param access what is permitted
 * @param grantedAt when it was given
 * @param expiresAt first instant at which it no longer holds
 * @param revokedAt when it was ended before its time, if it was
 */
public record GrantRow(
    SubscriptionId subscriptionId,
    GrantId grantId,
    @Nullable DiskId diskId,
    @Nullable FamilyId familyId,
    @Nullable SnapshotId snapshotId,
    SasAccess access,
    Instant grantedAt,
    Instant expiresAt,
    @Nullable Instant revokedAt) {
  /** Whether it holds at an instant: given, not revoked, not expired. */
  public boolean activeAt(Instant now) {
    return revokedAt == null && now.isBefore(expiresAt);
  }

  /** Identity of the resource, whatever its kind. */
  public UUID resourceId() {
    if (snapshotId != null) {
      return snapshotId.value();
    }
    if (diskId != null) {
      return diskId.value();
    }
    throw new IllegalStateException("expected a disk or a snapshot, but found neither: " + grantId);
  }

  GrantRow revoked(Instant time) {
    return new GrantRow(
        subscriptionId, grantId, diskId, familyId, snapshotId, access, grantedAt, expiresAt, time);
  }
}

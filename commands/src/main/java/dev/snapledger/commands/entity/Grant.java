package dev.snapledger.commands.entity;

import dev.snapledger.commands.id.GrantId;
import dev.snapledger.commands.id.SnapshotId;
import dev.snapledger.commands.type.SasAccess;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Shared access to one resource.
 *
 * @param grantId the grant
 * @param snapshotId the snapshot; null for the disk of the family
 * @param access what is permitted
 * @param expiresAt first instant at which it no longer is
 */
public record Grant(
    GrantId grantId, @Nullable SnapshotId snapshotId, SasAccess access, Instant expiresAt) {

  /** Whether it still permits anything; at {@link #expiresAt} it no longer does. */
  public boolean activeAt(Instant now) {
    return now.isBefore(expiresAt);
  }

  /** The grants that are active; the same list when all are. */
  static List<Grant> activeOf(List<Grant> grants, Instant now) {
    for (Grant grant : grants) {
      if (!grant.activeAt(now)) {
        return grants.stream().filter(g -> g.activeAt(now)).toList();
      }
    }
    return grants;
  }
}

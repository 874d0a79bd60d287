package dev.snapledger.commands.entity;

import dev.snapledger.commands.id.DiskId;
import dev.snapledger.commands.id.FamilyId;
import dev.snapledger.commands.id.SubscriptionId;

/**
 * Key of a snapshot family: a disk and its incremental snapshots.
 *
 * @param subscriptionId the subscription
 * @param familyId the family
 */
public record FamilyKey(SubscriptionId subscriptionId, FamilyId familyId) implements EntityKey {

  /** The family that a disk began; both have the same UUID. */
  public static FamilyKey ofDisk(SubscriptionId subscriptionId, DiskId diskId) {
    return new FamilyKey(subscriptionId, new FamilyId(diskId.value()));
  }
}

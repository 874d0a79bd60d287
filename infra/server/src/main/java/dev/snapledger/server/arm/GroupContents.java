package dev.snapledger.server.arm;

import dev.snapledger.commands.id.SubscriptionId;

/** What is kept by resource group beside disks and snapshots, and ends with the group. */
@FunctionalInterface
public interface GroupContents {
  /** The group is no more. */
  void groupDeleted(SubscriptionId subscription, String group);
}

package dev.snapledger.projections.resource;

import dev.snapledger.commands.id.SubscriptionId;
import dev.snapledger.commands.type.ResourceName;
import dev.snapledger.commands.type.ResourceType;
import java.util.UUID;

/** What listings and usage need to know of the row of a resource of any kind. */
public interface ResourceRow {
  /** Subscription that has it. */
  SubscriptionId subscriptionId();

  ResourceType type();

  /** Its identity, whatever its kind. */
  UUID resourceId();

  ResourceName name();

  String region();

  /** Whether it has its name and counts as usage: false once it is deleted. */
  boolean exists();

  /** Size in bytes. */
  long sizeBytes();

  /** Bytes it takes in its store, as far as known; 0 for a disk. */
  long storedBytes();
}

package dev.snapledger.projections.resource;

import dev.snapledger.commands.id.FamilyId;
import dev.snapledger.commands.id.SubscriptionId;
import dev.snapledger.commands.type.ResourceName;
import dev.snapledger.commands.type.ResourceType;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What listings and usage need to know of the row of a resource of any kind. */
public interface ResourceRow {
  /** Subscription that has it. */
  SubscriptionId subscriptionId();

  ResourceType type();

  /** Its identity, whatever its kind. */
  UUID resourceId();

  ResourceName name();

  String region();

  /** Its family; null for a full snapshot. */
  @Nullable FamilyId familyId();

  /** Where it is in its life; a constant of its kind's. */
  Enum<?> state();

  /** When it was created, or its making began; never changes. */
  Instant beganAt();

  Map<String, String> tags();

  /** Whether it has its name and counts as usage: false once it is deleted. */
  boolean exists();

  /** Size in bytes. */
  long sizeBytes();

  /** Bytes it takes in its store, as far as known; 0 for a disk. */
  long storedBytes();
}

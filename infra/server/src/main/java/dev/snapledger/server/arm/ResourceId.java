package dev.snapledger.server.arm;

import dev.snapledger.commands.id.SubscriptionId;
import dev.snapledger.commands.type.ResourceName;
import dev.snapledger.commands.type.ResourceType;
import dev.snapledger.projections.resource.ResourceRow;
import dev.snapledger.server.auth.AccessScope;
import org.jspecify.annotations.Nullable;

/**
 * What Azure calls the id of a resource: {@code
 * /subscriptions/S/resourceGroups/G/providers/Microsoft.Compute/disks/N}.
 *
 * @param subscriptionId its subscription
 * @param type whether it is a disk or a snapshot
 * @param name its group and name
 */
public record ResourceId(SubscriptionId subscriptionId, ResourceType type, ResourceName name) {
  private static final int PARTS = 9;

  static ResourceId of(ResourceRow row) {
    return new ResourceId(row.subscriptionId(), row.type(), row.name());
  }

  /** Reads an id, with literal parts in any case; null if it is none of a disk or snapshot. */
  public static @Nullable ResourceId parse(String text) {
    String[] parts = text.split("/", -1);
    if (parts.length != PARTS
        || !parts[0].isEmpty()
        || !parts[1].equalsIgnoreCase("subscriptions")
        || !parts[3].equalsIgnoreCase("resourceGroups")
        || !parts[5].equalsIgnoreCase("providers")
        || !parts[6].equalsIgnoreCase("Microsoft.Compute")) {
      return null;
    }
    ResourceType type = typeOf(parts[7]);
    SubscriptionId subscription = subscriptionOf(parts[2]);
    return type == null || subscription == null
        ? null
        : new ResourceId(subscription, type, new ResourceName(parts[4], parts[8]));
  }

  private static @Nullable ResourceType typeOf(String text) {
    for (ResourceType type : ResourceType.values()) {
      if (segmentOf(type).equalsIgnoreCase(text)) {
        return type;
      }
    }
    return null;
  }

  /** Reads the id of a subscription; null if it is no UUID in its canonical form. */
  static @Nullable SubscriptionId subscriptionOf(String text) {
    return text.matches("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
        ? SubscriptionId.parse(text)
        : null;
  }

  /** {@code disks} or {@code snapshots}. */
  static String segmentOf(ResourceType type) {
    return switch (type) {
      case DISK -> "disks";
      case SNAPSHOT -> "snapshots";
    };
  }

  /** {@code Microsoft.Compute/disks} or the like. */
  String azureType() {
    return "Microsoft.Compute/" + segmentOf(type);
  }

  /** The group it is in. */
  AccessScope scope() {
    return new AccessScope(subscriptionId, name.resourceGroup());
  }

  public String text() {
    return "/subscriptions/%s/resourceGroups/%s/providers/%s/%s"
        .formatted(subscriptionId, name.resourceGroup(), azureType(), name.name());
  }
}

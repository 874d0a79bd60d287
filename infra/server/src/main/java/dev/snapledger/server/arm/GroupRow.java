package dev.snapledger.server.arm;

import dev.snapledger.commands.id.SubscriptionId;
import java.util.Map;

/**
 * A resource group.
 *
 * @param subscriptionId its subscription
 * @param name its name, as first written
 * @param location its region
 * @param tags its tags
 */
public record GroupRow(
    SubscriptionId subscriptionId, String name, String location, Map<String, String> tags) {
  public GroupRow {
    tags = Map.copyOf(tags);
  }

  boolean isNamed(SubscriptionId subscription, String other) {
    return subscriptionId.equals(subscription) && name.equalsIgnoreCase(other);
  }
}

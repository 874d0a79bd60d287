package dev.snapledger.commands.entity;

import dev.snapledger.commands.id.SubscriptionId;
import dev.snapledger.commands.type.ResourceName;
import dev.snapledger.commands.type.ResourceType;
import java.util.Locale;

/**
 * Key of the claim on a name; unique per subscription, resource group and kind, without regard to
 * case.
 *
 * @param subscriptionId the subscription
 * @param resourceGroup resource group in lower case
 * @param type kind of the resource
 * @param name name in lower case
 */
public record NameKey(
    SubscriptionId subscriptionId, String resourceGroup, ResourceType type, String name)
    implements EntityKey {

  /** The key of a name as it was written. */
  public static NameKey of(SubscriptionId subscriptionId, ResourceType type, ResourceName name) {
    return new NameKey(
        subscriptionId,
        name.resourceGroup().toLowerCase(Locale.ROOT),
        type,
        name.name().toLowerCase(Locale.ROOT));
  }
}

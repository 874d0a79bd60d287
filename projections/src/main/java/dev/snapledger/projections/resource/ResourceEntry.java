package dev.snapledger.projections.resource;

import dev.snapledger.commands.id.SubscriptionId;
import dev.snapledger.commands.type.ResourceName;
import dev.snapledger.commands.type.ResourceType;
import java.util.UUID;

/**
 * A name in use, and whose it is.
 *
 * @param subscriptionId the subscription
 * @param type kind of the resource
 * @param name its name as first written
 * @param resourceId its identity: a disk's or a snapshot's
 */
public record ResourceEntry(
    SubscriptionId subscriptionId, ResourceType type, ResourceName name, UUID resourceId) {}

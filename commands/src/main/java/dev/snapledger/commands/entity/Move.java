package dev.snapledger.commands.entity;

import dev.snapledger.commands.id.SubscriptionId;
import dev.snapledger.commands.type.ResourceName;

/**
 * The way of a resource to another subscription; it is locked meanwhile.
 *
 * @param targetSubscriptionId where to
 * @param targetName the name it shall have there
 */
public record Move(SubscriptionId targetSubscriptionId, ResourceName targetName) {}

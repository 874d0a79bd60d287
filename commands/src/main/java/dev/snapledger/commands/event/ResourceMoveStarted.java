package dev.snapledger.commands.event;

import dev.snapledger.commands.id.SubscriptionId;
import dev.snapledger.commands.type.EventHeader;
import dev.snapledger.commands.type.MovedResource;
import dev.snapledger.commands.type.ResourceName;

/**
 * A resource is on its way to another subscription and locked until it has arrived or come back.
 *
 * @param header cause, time, subscription
 * @param resource the resource, with the name it shall have there
 * @param sourceName its name here
 * @param targetSubscriptionId where to
 */
public record ResourceMoveStarted(
    EventHeader header,
    MovedResource resource,
    ResourceName sourceName,
    SubscriptionId targetSubscriptionId)
    implements MoveEvent {}

package dev.snapledger.commands.event;

import dev.snapledger.commands.id.SubscriptionId;
import dev.snapledger.commands.type.EventHeader;
import dev.snapledger.commands.type.MovedResource;

/**
 * A moving resource belongs to this subscription now.
 *
 * @param header cause, time, subscription
 * @param resource the resource
 * @param sourceSubscriptionId where it came from
 */
public record ResourceReceived(
    EventHeader header, MovedResource resource, SubscriptionId sourceSubscriptionId)
    implements MoveEvent {}

package dev.snapledger.commands.command;

import dev.snapledger.commands.id.SubscriptionId;
import dev.snapledger.commands.type.CommandHeader;
import dev.snapledger.commands.type.MovedResource;

/**
 * Worker: the target subscription takes a moving resource in.
 *
 * @param header command id, subscription, principal
 * @param sourceSubscriptionId where it comes from
 * @param resource the resource
 */
public record ReceiveResource(
    CommandHeader header, SubscriptionId sourceSubscriptionId, MovedResource resource)
    implements MoveCommand {}

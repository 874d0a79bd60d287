package dev.snapledger.commands.command;

import dev.snapledger.commands.id.SubscriptionId;
import dev.snapledger.commands.type.CommandHeader;
import dev.snapledger.commands.type.ResourceSelector;

/**
 * Move a disk or snapshot.
 *
 * @param header command id, subscription, principal
 * @param resource the disk or snapshot
 * @param targetSubscriptionId where to; may be the same subscription
 * @param targetResourceGroup resource group there
 */
public record MoveResource(
    CommandHeader header,
    ResourceSelector resource,
    SubscriptionId targetSubscriptionId,
    String targetResourceGroup)
    implements MoveCommand {}

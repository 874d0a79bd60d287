package dev.snapledger.commands.command;

import dev.snapledger.commands.id.GrantId;
import dev.snapledger.commands.type.CommandHeader;
import dev.snapledger.commands.type.ResourceSelector;
import org.jspecify.annotations.Nullable;

/**
 * End the shared access to a resource at once.
 *
 * @param header command id, subscription, principal
 * @param resource the disk or snapshot
 * @param grantId one grant; null for every active grant of the resource
 */
public record RevokeSas(CommandHeader header, ResourceSelector resource, @Nullable GrantId grantId)
    implements SasCommand {}

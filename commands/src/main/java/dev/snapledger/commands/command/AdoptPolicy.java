package dev.snapledger.commands.command;

import dev.snapledger.commands.type.CommandHeader;
import dev.snapledger.commands.type.Policy;

/**
 * Put a policy in force for a subscription, from this command on.
 *
 * @param header command id, subscription, principal
 * @param policy the policy
 */
public record AdoptPolicy(CommandHeader header, Policy policy) implements PolicyCommand {}

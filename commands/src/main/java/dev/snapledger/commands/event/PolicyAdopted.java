package dev.snapledger.commands.event;

import dev.snapledger.commands.type.EventHeader;
import dev.snapledger.commands.type.Policy;

/**
 * From here on the subscription is decided by this policy.
 *
 * @param header cause, time, subscription
 * @param policy the policy
 */
public record PolicyAdopted(EventHeader header, Policy policy) implements PolicyEvent {}

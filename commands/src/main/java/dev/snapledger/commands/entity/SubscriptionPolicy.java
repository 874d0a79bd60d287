package dev.snapledger.commands.entity;

import dev.snapledger.commands.event.Event;
import dev.snapledger.commands.event.PolicyAdopted;
import dev.snapledger.commands.type.Policy;
import org.jspecify.annotations.Nullable;

/**
 * The policy that a subscription adopted.
 *
 * @param key the subscription
 * @param policy the policy in force
 * @param eventSequence how often a policy was adopted
 */
public record SubscriptionPolicy(PolicyKey key, Policy policy, long eventSequence)
    implements Entity {

  static @Nullable SubscriptionPolicy evolve(
      PolicyKey key, @Nullable SubscriptionPolicy before, Event event) {
    return event instanceof PolicyAdopted e
        ? new SubscriptionPolicy(key, e.policy(), before == null ? 1 : before.eventSequence() + 1)
        : before;
  }
}

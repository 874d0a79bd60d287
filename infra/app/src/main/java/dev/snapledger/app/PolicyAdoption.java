package dev.snapledger.app;

import dev.snapledger.app.config.PolicyChoice;
import dev.snapledger.commands.command.AdoptPolicy;
import dev.snapledger.commands.id.CommandId;
import dev.snapledger.commands.id.SubscriptionId;
import dev.snapledger.commands.port.CommandSubmitter;
import dev.snapledger.commands.port.CommandUnansweredException;
import dev.snapledger.commands.reply.Accepted;
import dev.snapledger.commands.reply.Rejected;
import dev.snapledger.commands.type.CommandHeader;
import dev.snapledger.commands.type.Policy;
import dev.snapledger.runtime.topics.Patience;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the ledger to adopt the policy of the settings. */
final class PolicyAdoption {
  private static final Logger LOG = LoggerFactory.getLogger(PolicyAdoption.class);

  private final CommandSubmitter commands;
  private final Predicate<SubscriptionId> stopped;
  private final NodePorts ports;

  /**
   * Asks through {@code commands}.
   *
   * @param stopped whether nobody would answer, because a subscription's partition is stopped
   */
  PolicyAdoption(CommandSubmitter commands, NodePorts ports, Predicate<SubscriptionId> stopped) {
    this.commands = commands;
    this.stopped = stopped;
    this.ports = ports;
  }

  /**
   * Adopts it for each subscription; adopting what is in force changes nothing.
   *
   * @throws NodeStartException if the rules refuse it
   */
  void adopt(PolicyChoice choice) {
    Policy policy = choice.policy();
    if (policy == null) {
      return;
    }
    for (SubscriptionId subscription : choice.subscriptions()) {
      if (stopped.test(subscription)) {
        LOG.warn("Policy {} waits: the partition of {} is stopped", policy.name(), subscription);
      } else {
        adopt(policy, subscription);
      }
    }
  }

  private void adopt(Policy policy, SubscriptionId subscription) {
    var header = new CommandHeader(new CommandId(ports.uuids().get()), subscription, "node");
    var adoption = new AdoptPolicy(header, policy); // Answered once, however often it is sent.
    switch (Patience.ask(() -> commands.submit(adoption).join(), PolicyAdoption::isUnanswered)
        .outcome()) {
      case Accepted _ -> {}
      case Rejected rejected ->
          throw new NodeStartException(
              "expected policy %s to be adopted for %s, but it was refused: %s: %s"
                  .formatted(policy.name(), subscription, rejected.code(), rejected.message()));
    }
  }

  private static boolean isUnanswered(RuntimeException failure) {
    return failure.getCause() instanceof CommandUnansweredException;
  }
}

package dev.snapledger.app;

import dev.snapledger.app.config.PolicyChoice;
import dev.snapledger.commands.command.AdoptPolicy;
import dev.snapledger.commands.id.CommandId;
import dev.snapledger.commands.id.SubscriptionId;
import dev.snapledger.commands.port.CommandSubmitter;
import dev.snapledger.commands.reply.Accepted;
import dev.snapledger.commands.reply.Rejected;
import dev.snapledger.commands.type.CommandHeader;
import dev.snapledger.commands.type.Policy;

/** Asks the ledger to adopt the policy of the settings. */
final class PolicyAdoption {
  private final CommandSubmitter commands;
  private final NodePorts ports;

  PolicyAdoption(CommandSubmitter commands, NodePorts ports) {
    this.commands = commands;
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
      adopt(policy, subscription);
    }
  }

  private void adopt(Policy policy, SubscriptionId subscription) {
    var header = new CommandHeader(new CommandId(ports.uuids().get()), subscription, "node");
    switch (commands.submit(new AdoptPolicy(header, policy)).join().outcome()) {
      case Accepted _ -> {}
      case Rejected rejected ->
          throw new NodeStartException(
              "expected policy %s to be adopted for %s, but it was refused: %s: %s"
                  .formatted(policy.name(), subscription, rejected.code(), rejected.message()));
    }
  }
}

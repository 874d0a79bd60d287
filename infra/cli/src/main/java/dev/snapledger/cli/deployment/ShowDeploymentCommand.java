package dev.snapledger.cli.deployment;

import dev.snapledger.cli.answer.OutputOption;
import dev.snapledger.cli.remote.ArmPath;
import dev.snapledger.cli.remote.Session;
import dev.snapledger.cli.resource.GroupOption;
import dev.snapledger.cli.resource.NameOption;
import dev.snapledger.cli.resource.RemoteCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code ledger deployment show}. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Shows a deployment: its state, outputs, and what it made.",
    footer = {"", "Example:", "  ledger deployment show -g demo -n snapshot"})
final class ShowDeploymentCommand extends RemoteCommand {
  @Mixin private GroupOption group;
  @Mixin private NameOption name;
  @Mixin private OutputOption output;

  ShowDeploymentCommand() {}

  @Override
  protected void run(Session session) {
    ArmPath path = ArmPath.deployments(session.subscription(), group.group()).and(name.name());
    output.print(out(), Deployments.COLUMNS, Deployments.shown(session.arm().get(path)));
  }
}

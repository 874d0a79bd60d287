package dev.snapledger.cli.deployment;

import dev.snapledger.cli.answer.OutputOption;
import dev.snapledger.cli.remote.ArmPath;
import dev.snapledger.cli.remote.Session;
import dev.snapledger.cli.resource.GroupOption;
import dev.snapledger.cli.resource.RemoteCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code ledger deployment list}. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Lists the deployments of a resource group.",
    footer = {"", "Example:", "  ledger deployment list -g demo -o table"})
final class ListDeploymentsCommand extends RemoteCommand {
  @Mixin private GroupOption group;
  @Mixin private OutputOption output;

  ListDeploymentsCommand() {}

  @Override
  protected void run(Session session) {
    ArmPath path = ArmPath.deployments(session.subscription(), group.group());
    output.print(
        out(),
        Deployments.COLUMNS,
        session.arm().list(path).stream().map(Deployments::shown).toList());
  }
}

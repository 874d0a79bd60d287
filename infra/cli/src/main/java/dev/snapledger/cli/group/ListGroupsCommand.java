package dev.snapledger.cli.group;

import dev.snapledger.cli.answer.OutputOption;
import dev.snapledger.cli.remote.ArmPath;
import dev.snapledger.cli.remote.Session;
import dev.snapledger.cli.resource.RemoteCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code ledger group list}. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Lists the resource groups of a subscription.",
    footer = {"", "Example:", "  ledger group list -o table"})
final class ListGroupsCommand extends RemoteCommand {
  @Mixin private OutputOption output;

  ListGroupsCommand() {}

  @Override
  protected void run(Session session) {
    var path = ArmPath.groups(session.subscription());
    output.print(out(), Groups.COLUMNS, session.arm().list(path));
  }
}

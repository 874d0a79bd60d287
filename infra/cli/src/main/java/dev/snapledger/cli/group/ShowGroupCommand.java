package dev.snapledger.cli.group;

import dev.snapledger.cli.answer.OutputOption;
import dev.snapledger.cli.remote.ArmPath;
import dev.snapledger.cli.remote.Session;
import dev.snapledger.cli.resource.RemoteCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code ledger group show}. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Shows a resource group.",
    footer = {"", "Example:", "  ledger group show -n demo"})
final class ShowGroupCommand extends RemoteCommand {
  @Mixin private GroupNameOption name;
  @Mixin private OutputOption output;

  ShowGroupCommand() {}

  @Override
  protected void run(Session session) {
    var path = ArmPath.group(session.subscription(), name.name());
    output.print(out(), Groups.COLUMNS, session.arm().get(path));
  }
}

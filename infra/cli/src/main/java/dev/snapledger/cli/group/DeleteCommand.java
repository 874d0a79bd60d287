package dev.snapledger.cli.group;

import dev.snapledger.cli.remote.ArmPath;
import dev.snapledger.cli.remote.Session;
import dev.snapledger.cli.resource.RemoteCommand;
import dev.snapledger.cli.resource.YesOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code ledger group delete}. */
@Command(
    name = "delete",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Deletes a resource group with its snapshots and disks. The first of them that may not be",
      "deleted ends it; those before it are gone then."
    },
    footer = {"", "Example:", "  ledger group delete -n demo --yes"})
final class DeleteCommand extends RemoteCommand {
  @Mixin private GroupNameOption name;
  @Mixin private YesOption yes;

  DeleteCommand() {}

  @Override
  protected void run(Session session) {
    if (yes.isConfirmed("group '" + name.name() + "' with everything in it")) {
      var _ = session.arm().delete(ArmPath.group(session.subscription(), name.name()));
    }
  }
}

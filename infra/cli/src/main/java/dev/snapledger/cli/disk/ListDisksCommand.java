package dev.snapledger.cli.disk;

import dev.snapledger.cli.remote.ResourceKind;
import dev.snapledger.cli.resource.ListCommand;
import picocli.CommandLine.Command;

/** {@code ledger disk list}. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Lists the disks of a subscription or a group.",
    footer = {"", "Example:", "  ledger disk list -g demo -o table"})
final class ListDisksCommand extends ListCommand {
  ListDisksCommand() {
    super(ResourceKind.DISK);
  }
}

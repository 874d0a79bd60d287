package dev.snapledger.cli.disk;

import dev.snapledger.cli.remote.ResourceKind;
import dev.snapledger.cli.resource.ShowCommand;
import picocli.CommandLine.Command;

/** {@code ledger disk show}. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Shows a disk.",
    footer = {"", "Example:", "  ledger disk show -g demo -n disk1"})
final class ShowDiskCommand extends ShowCommand {
  ShowDiskCommand() {
    super(ResourceKind.DISK);
  }
}

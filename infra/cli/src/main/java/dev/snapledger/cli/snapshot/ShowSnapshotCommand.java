package dev.snapledger.cli.snapshot;

import dev.snapledger.cli.remote.ResourceKind;
import dev.snapledger.cli.resource.ShowCommand;
import picocli.CommandLine.Command;

/** {@code ledger snapshot show}. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Shows a snapshot.",
    footer = {"", "Example:", "  ledger snapshot show -g demo -n snap1"})
final class ShowSnapshotCommand extends ShowCommand {
  ShowSnapshotCommand() {
    super(ResourceKind.SNAPSHOT);
  }
}

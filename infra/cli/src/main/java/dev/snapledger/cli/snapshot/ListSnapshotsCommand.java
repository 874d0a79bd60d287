package dev.snapledger.cli.snapshot;

import dev.snapledger.cli.remote.ResourceKind;
import dev.snapledger.cli.resource.ListCommand;
import picocli.CommandLine.Command;

/** {@code ledger snapshot list}. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Lists the snapshots of a subscription or a group.",
    footer = {"", "Example:", "  ledger snapshot list -g demo -o table"})
final class ListSnapshotsCommand extends ListCommand {
  ListSnapshotsCommand() {
    super(ResourceKind.SNAPSHOT);
  }
}

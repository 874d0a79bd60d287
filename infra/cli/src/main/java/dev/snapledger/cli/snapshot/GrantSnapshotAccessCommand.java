package dev.snapledger.cli.snapshot;

import dev.snapledger.cli.remote.ResourceKind;
import dev.snapledger.cli.resource.GrantAccessCommand;
import picocli.CommandLine.Command;

/** {@code ledger snapshot grant-access}. */
@Command(
    name = "grant-access",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Makes a URL with which anybody reads a snapshot until it ends.",
    footer = {
      "",
      "Example:",
      "  ledger snapshot grant-access -g demo -n snap1 --duration-in-seconds 3600 -o tsv"
    })
final class GrantSnapshotAccessCommand extends GrantAccessCommand {
  GrantSnapshotAccessCommand() {
    super(ResourceKind.SNAPSHOT);
  }
}

package dev.snapledger.cli.snapshot;

import dev.snapledger.cli.remote.ResourceKind;
import dev.snapledger.cli.resource.RevokeAccessCommand;
import picocli.CommandLine.Command;

/** {@code ledger snapshot revoke-access}. */
@Command(
    name = "revoke-access",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Ends every shared access to a snapshot, at once.",
    footer = {"", "Example:", "  ledger snapshot revoke-access -g demo -n snap1"})
final class RevokeSnapshotAccessCommand extends RevokeAccessCommand {
  RevokeSnapshotAccessCommand() {
    super(ResourceKind.SNAPSHOT);
  }
}

package dev.snapledger.cli.disk;

import dev.snapledger.cli.remote.ResourceKind;
import dev.snapledger.cli.resource.RevokeAccessCommand;
import picocli.CommandLine.Command;

/** {@code ledger disk revoke-access}. */
@Command(
    name = "revoke-access",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Ends every shared access to a disk, at once.",
    footer = {"", "Example:", "  ledger disk revoke-access -g demo -n disk1"})
final class RevokeDiskAccessCommand extends RevokeAccessCommand {
  RevokeDiskAccessCommand() {
    super(ResourceKind.DISK);
  }
}

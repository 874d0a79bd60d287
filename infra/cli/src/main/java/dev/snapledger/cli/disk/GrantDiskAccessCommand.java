package dev.snapledger.cli.disk;

import dev.snapledger.cli.remote.ResourceKind;
import dev.snapledger.cli.resource.GrantAccessCommand;
import picocli.CommandLine.Command;

/** {@code ledger disk grant-access}. */
@Command(
    name = "grant-access",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Makes a URL with which anybody reads or writes a disk until it ends.",
    footer = {
      "",
      "Example:",
      "  ledger disk grant-access -g demo -n disk1 --access-level Write --duration-in-seconds 3600"
          + " -o tsv"
    })
final class GrantDiskAccessCommand extends GrantAccessCommand {
  GrantDiskAccessCommand() {
    super(ResourceKind.DISK);
  }
}

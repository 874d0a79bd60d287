package dev.snapledger.cli.disk;

import dev.snapledger.cli.remote.ResourceKind;
import dev.snapledger.cli.resource.DeleteCommand;
import dev.snapledger.cli.resource.YesOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code ledger disk delete}. */
@Command(
    name = "delete",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Deletes a disk. Its snapshots stay, and can be read as before.",
    footer = {"", "Example:", "  ledger disk delete -g demo -n disk1 --yes"})
final class DeleteDiskCommand extends DeleteCommand {
  @Mixin private YesOption yes;

  DeleteDiskCommand() {
    super(ResourceKind.DISK);
  }

  @Override
  protected boolean isConfirmed(String what) {
    return yes.isConfirmed(what);
  }
}

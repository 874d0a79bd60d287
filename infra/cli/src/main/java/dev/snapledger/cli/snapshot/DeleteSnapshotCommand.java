package dev.snapledger.cli.snapshot;

import dev.snapledger.cli.remote.ResourceKind;
import dev.snapledger.cli.resource.DeleteCommand;
import picocli.CommandLine.Command;

/** {@code ledger snapshot delete}. */
@Command(
    name = "delete",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Deletes a snapshot. Those before and after it show what they showed.",
    footer = {"", "Example:", "  ledger snapshot delete -g demo -n snap1"})
final class DeleteSnapshotCommand extends DeleteCommand {
  DeleteSnapshotCommand() {
    super(ResourceKind.SNAPSHOT);
  }

  /** As with Azure's command line, nobody is asked. */
  @Override
  protected boolean isConfirmed(String what) {
    return true;
  }
}

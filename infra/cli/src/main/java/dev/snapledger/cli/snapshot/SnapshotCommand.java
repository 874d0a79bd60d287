package dev.snapledger.cli.snapshot;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ledger snapshot}. */
@Command(
    name = "snapshot",
    mixinStandardHelpOptions = true,
    description = "Snapshots of a server: taken, compared, downloaded, copied, shared, deleted.",
    subcommands = {
      CreateSnapshotCommand.class,
      ListSnapshotsCommand.class,
      ShowSnapshotCommand.class,
      UpdateSnapshotCommand.class,
      DeleteSnapshotCommand.class,
      DiffCommand.class,
      ExportSnapshotCommand.class,
      PullCommand.class,
      CopySnapshotCommand.class,
      GrantSnapshotAccessCommand.class,
      RevokeSnapshotAccessCommand.class
    })
public final class SnapshotCommand implements Runnable {
  @Spec private CommandSpec spec;

  SnapshotCommand() {}

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "expected create, list, show, update, delete, diff, export, pull, copy, grant-access or"
            + " revoke-access, but found none");
  }
}

package dev.snapledger.cli.disk;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ledger disk}. */
@Command(
    name = "disk",
    mixinStandardHelpOptions = true,
    description = "Disks of a server: made, filled, read, resized, shared and deleted.",
    subcommands = {
      CreateDiskCommand.class,
      ListDisksCommand.class,
      ShowDiskCommand.class,
      UpdateDiskCommand.class,
      ResizeDiskCommand.class,
      DeleteDiskCommand.class,
      WriteDiskCommand.class,
      ReadDiskCommand.class,
      ImportDiskCommand.class,
      GrantDiskAccessCommand.class,
      RevokeDiskAccessCommand.class
    })
public final class DiskCommand implements Runnable {
  @Spec private CommandSpec spec;

  DiskCommand() {}

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "expected create, list, show, update, resize, delete, write, read, import, grant-access or"
            + " revoke-access, but found none");
  }
}

package dev.snapledger.cli.group;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ledger group}. */
@Command(
    name = "group",
    mixinStandardHelpOptions = true,
    description = "Resource groups of a server: what disks and snapshots are sorted into.",
    subcommands = {
      CreateCommand.class,
      ListGroupsCommand.class,
      ShowGroupCommand.class,
      DeleteCommand.class
    })
public final class GroupCommand implements Runnable {
  @Spec private CommandSpec spec;

  GroupCommand() {}

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "expected create, list, show or delete, but found none");
  }
}

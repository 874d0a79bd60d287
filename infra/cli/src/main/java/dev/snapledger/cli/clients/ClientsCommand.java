package dev.snapledger.cli.clients;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ledger clients}. */
@Command(
    name = "clients",
    mixinStandardHelpOptions = true,
    description = {
      "Who may sign in to 'ledger up', and with which roles. Changes hold at once, whether the",
      "server runs or not."
    },
    subcommands = {AddCommand.class, ListCommand.class, RemoveCommand.class})
public final class ClientsCommand implements Runnable {
  @Spec private CommandSpec spec;

  ClientsCommand() {}

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "expected add, list or remove, but found none");
  }
}

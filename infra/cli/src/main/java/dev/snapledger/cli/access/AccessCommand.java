package dev.snapledger.cli.access;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ledger access}: who may command, and who may read. */
@Command(
    name = "access",
    mixinStandardHelpOptions = true,
    description = {
      "Users of the log and what they may do, as Kafka's own authorisation holds it. The broker"
          + " must",
      "ask who is there: broker.security=scram, or a cluster with SASL and an authorizer."
    },
    subcommands = {AddUserCommand.class, RemoveUserCommand.class, UsersCommand.class})
public final class AccessCommand implements Runnable {
  @Spec private CommandSpec spec;

  AccessCommand() {}

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "expected add-user, remove-user or users, but found none");
  }
}

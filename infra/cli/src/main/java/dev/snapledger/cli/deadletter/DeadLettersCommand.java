package dev.snapledger.cli.deadletter;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ledger dead-letters}: what was sent to the ledger and was no command. */
@Command(
    name = "dead-letters",
    mixinStandardHelpOptions = true,
    description =
        "Lists, shows and sends again records of the command topic that were no commands.",
    subcommands = {ListCommand.class, ShowCommand.class, ResubmitCommand.class})
public final class DeadLettersCommand implements Runnable {
  @Spec private CommandSpec spec;

  DeadLettersCommand() {}

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "expected list, show or resubmit, but found none");
  }
}

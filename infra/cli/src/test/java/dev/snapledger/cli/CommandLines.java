package dev.snapledger.cli;

import java.util.List;

/** Command lines that others write down. */
public final class CommandLines {
  private CommandLines() {}

  /** Fails if the program does not know the command or an option; runs nothing. */
  public static void parse(List<String> arguments) {
    var _ = LedgerCommand.commandLine().parseArgs(arguments.toArray(String[]::new));
  }
}

package dev.snapledger.cli.resource;

import java.io.Console;
import java.util.Locale;
import picocli.CommandLine.Option;

/** Whether somebody at a terminal is asked before something is deleted. */
public final class YesOption {
  @Option(
      names = {"-y", "--yes"},
      description = "Do not ask. Where there is no terminal, nobody is asked.")
  private boolean yes;

  YesOption() {}

  /** Asks; whether to go on. */
  @SuppressWarnings("SystemConsoleNull") // Its contract allows null; the JDK does not use that now.
  public boolean isConfirmed(String what) {
    Console terminal = System.console();
    if (yes || terminal == null || !terminal.isTerminal()) {
      return true;
    }
    String answer = terminal.readLine("Delete %s? (y/n): ", what);
    return answer != null && answer.strip().toLowerCase(Locale.ROOT).startsWith("y");
  }
}

package dev.snapledger.bench;

import dev.snapledger.bench.blocks.BlocksCommand;
import dev.snapledger.bench.commands.CommandsCommand;
import dev.snapledger.bench.http.HttpCommand;
import dev.snapledger.cli.output.Failures;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The root of {@code ledger bench}; a program of its own, beside the product's. */
@Command(
    name = "ledger bench",
    mixinStandardHelpOptions = true,
    description = "Measures the ledger against what could be used instead. Needs no installation.",
    footer = {
      "",
      "Start with:",
      "  ledger bench commands --quick    the command runtime, in short",
      "  ledger bench commands            the same, with figures to rely on",
      "  ledger bench blocks --quick      the blockstore, in short",
      "  ledger bench blocks              the same, with figures to rely on",
      "  ledger bench http --quick        the HTTPS server, in short",
      "  ledger bench http                the same, with figures to rely on",
      "  ledger bench jmh                 inner parts of the command runtime, one by one",
      "",
      "Exit codes: 0 it ran, whatever the figures; 1 it failed; 2 wrong usage."
    },
    subcommands = {CommandsCommand.class, BlocksCommand.class, HttpCommand.class, JmhCommand.class})
public final class BenchCommand implements Runnable {
  /** Wide enough for the lines of the descriptions. */
  private static final int HELP_COLUMNS = 100;

  @Spec private CommandSpec spec;

  BenchCommand() {}

  /** Runs the command line and ends the process with its exit code. */
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    return new CommandLine(new BenchCommand())
        .setUsageHelpWidth(HELP_COLUMNS)
        .setExecutionExceptionHandler(Failures::explain);
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "expected a command, but found none");
  }
}

package dev.snapledger.cli;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** How help and wrong usage look. */
final class HelpText {
  private static final int WIDTH = 100;

  private HelpText() {}

  /**
   * Sets the width, and splits each description after its first sentence, which is what lists of
   * commands show.
   */
  static void tidy(CommandLine command) {
    CommandSpec spec = command.getCommandSpec();
    spec.usageMessage().width(WIDTH);
    String text = String.join(" ", spec.usageMessage().description());
    int end = text.indexOf(". ") + 1;
    if (end > 0) {
      spec.usageMessage().description(text.substring(0, end), text.substring(end + 1));
    }
    command.getSubcommands().values().forEach(HelpText::tidy);
  }

  /** Says what is wrong, and where help is; a command that only has others shows which. */
  static int explain(ParameterException failure, String[] arguments) {
    CommandLine failed = failure.getCommandLine();
    PrintWriter err = failed.getErr();
    err.println("ledger: " + failure.getMessage());
    UnmatchedArgumentException.printSuggestions(failure, err);
    if (failed.getSubcommands().isEmpty()) {
      err.println(
          "ledger: '%s --help' says how it is used"
              .formatted(failed.getCommandSpec().qualifiedName()));
    } else {
      failed.usage(err);
    }
    err.flush();
    return failed.getCommandSpec().exitCodeOnInvalidInput();
  }
}

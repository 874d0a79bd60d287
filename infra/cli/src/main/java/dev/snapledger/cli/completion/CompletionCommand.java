package dev.snapledger.cli.completion;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ledger completion}. */
@Command(
    name = "completion",
    mixinStandardHelpOptions = true,
    description = {
      "Prints a script with which a shell completes commands and options; one and the same for"
          + " bash",
      "and zsh."
    },
    footer = {
      "",
      "Examples:",
      "  source <(ledger completion bash)",
      "  ledger completion zsh > ~/.ledger-completion && echo 'source ~/.ledger-completion' >>"
          + " ~/.zshrc"
    })
public final class CompletionCommand implements Callable<Integer> {
  /** What understands the script. */
  enum Shell {
    BASH,
    ZSH
  }

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "SHELL", description = "bash or zsh.")
  private Shell shell = Shell.BASH;

  CompletionCommand() {}

  @Override
  public Integer call() {
    CommandLine root = spec.root().commandLine();
    var out = spec.commandLine().getOut();
    switch (shell) {
      case BASH, ZSH -> out.println(AutoComplete.bash(root.getCommandName(), root));
    }
    out.flush();
    return 0;
  }
}

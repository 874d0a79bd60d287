package dev.snapledger.cli.saskeys;

import dev.snapledger.app.SharedAccessKeys;
import java.io.PrintWriter;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code ledger sas-keys show}. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description = "Shows the ids of the keys, and never the keys.")
final class ShowCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private KeysOption option;

  ShowCommand() {}

  @Override
  public Integer call() {
    SharedAccessKeys keys = option.open();
    PrintWriter out = spec.commandLine().getOut();
    out.println("current:  " + keys.current());
    out.println("previous: " + Objects.requireNonNullElse(keys.previous(), "none"));
    return 0;
  }
}

package dev.snapledger.cli.saskeys;

import dev.snapledger.app.SharedAccessKeys;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ledger sas-keys rotate}. */
@Command(
    name = "rotate",
    mixinStandardHelpOptions = true,
    description = {
      "Makes a new key that signs from now on. URLs signed by the key before still work, older"
          + " ones",
      "do not. Who asks for a URL again gets one of the new key; grants stay as they are."
    },
    footer = {
      "",
      "Examples:",
      "  ledger sas-keys rotate             at intervals as long as your longest grants",
      "  ledger sas-keys rotate --twice     a key got out: every URL stops working at once"
    })
final class RotateCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private KeysOption option;

  @Option(names = "--twice", description = "Lets no URL work that was given before.")
  private boolean twice;

  RotateCommand() {}

  @Override
  public Integer call() {
    SharedAccessKeys keys = option.open();
    String before = keys.current();
    keys.rotate();
    if (twice) {
      keys.rotate();
    }
    PrintWriter out = spec.commandLine().getOut();
    out.println("signing:  " + keys.current());
    out.println(
        twice
            ? "URLs that were given before work no more."
            : "URLs signed by %s still work, older ones no more.".formatted(before));
    return 0;
  }
}

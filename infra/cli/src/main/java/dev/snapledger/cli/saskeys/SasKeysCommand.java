package dev.snapledger.cli.saskeys;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ledger sas-keys}. */
@Command(
    name = "sas-keys",
    mixinStandardHelpOptions = true,
    description = {
      "The keys that sign shared-access URLs: the current one, and the previous one, by which URLs",
      "that were given before the last rotation still work. Changes hold at once, whether the",
      "server runs or not."
    },
    subcommands = {ShowCommand.class, RotateCommand.class})
public final class SasKeysCommand implements Runnable {
  @Spec private CommandSpec spec;

  SasKeysCommand() {}

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "expected show or rotate, but found none");
  }
}

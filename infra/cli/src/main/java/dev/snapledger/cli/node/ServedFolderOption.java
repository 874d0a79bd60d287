package dev.snapledger.cli.node;

import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The data directory of 'ledger up', which may run. */
public abstract class ServedFolderOption {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "ledger-data",
      description = "Data directory of 'ledger up' (default: ${DEFAULT-VALUE}).")
  private Path data = Path.of("ledger-data");

  protected ServedFolderOption() {}

  /** The folder; refuses what is no data directory, instead of making one. */
  protected final Path require() {
    if (!Files.isRegularFile(data.resolve("FORMAT"))) {
      throw new ParameterException(
          spec.commandLine(), "--data: expected a data directory, but found none at " + data);
    }
    return data;
  }
}

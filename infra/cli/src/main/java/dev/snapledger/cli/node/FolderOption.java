package dev.snapledger.cli.node;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The folder of a stopped node, for commands that need none of its settings. */
public final class FolderOption {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      required = true,
      description = "Data directory of the node, which must be stopped.")
  private Path data;

  FolderOption() {}

  public Path folder() {
    return data;
  }

  /** Refuses what is no data directory, instead of making one. */
  public void checkExists() {
    if (!Files.isRegularFile(data.resolve("FORMAT"))) {
      throw new ParameterException(
          spec.commandLine(), "--data: expected a data directory, but found none at " + data);
    }
  }

  /** Refuses a region that the folder does not have. */
  public void checkRegion(String region, List<String> regions) {
    if (!regions.contains(region)) {
      throw new ParameterException(
          spec.commandLine(),
          "--region: expected %s, but found '%s'"
              .formatted(
                  regions.isEmpty()
                      ? "none, as there is no region in " + data
                      : "one of " + String.join(", ", regions),
                  region));
    }
  }
}

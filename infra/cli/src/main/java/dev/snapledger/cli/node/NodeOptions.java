package dev.snapledger.cli.node;

import dev.snapledger.app.config.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Options of commands that open a node's data directory. */
public final class NodeOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      required = true,
      description = "Data directory of the node.")
  private Path data;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "Settings, one name=value a line; the names are listed by 'ledger node --help'. May be"
              + " repeated; the last one wins.")
  private List<Path> config = new ArrayList<>();

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description = "One setting; wins over --config. May be repeated.")
  private Map<String, String> set = new LinkedHashMap<>();

  NodeOptions() {}

  public Path folder() {
    return data;
  }

  /** The settings of file and options. */
  public Settings settings() {
    return Settings.read(config).with(set);
  }

  /** Refuses a folder that is not there, instead of making it. */
  public void checkExists() {
    if (!Files.isDirectory(data)) {
      throw new ParameterException(
          spec.commandLine(), "--data: expected a data directory, but found none at " + data);
    }
  }
}

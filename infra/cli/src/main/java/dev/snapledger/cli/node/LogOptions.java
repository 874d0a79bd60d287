package dev.snapledger.cli.node;

import dev.snapledger.app.LogAccess;
import dev.snapledger.app.config.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Options of commands that need a ledger's log and nothing else. */
public final class LogOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "Data directory of a node with a broker of its own. If the node is stopped, its broker"
              + " is started meanwhile.")
  private @Nullable Path data;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "Settings of the node, one name=value a line. May be repeated; the last one wins.")
  private List<Path> config = new ArrayList<>();

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description =
          "One setting; wins over --config. kafka.bootstrap.servers leads to a cluster. May be"
              + " repeated.")
  private Map<String, String> set = new LinkedHashMap<>();

  LogOptions() {}

  /** The data directory; null when it was not named. */
  public @Nullable Path folder() {
    return data;
  }

  /** The settings of file and options. */
  public Settings settings() {
    return Settings.read(config).with(set);
  }

  /** Opens the log; refuses a folder that is not there, instead of making it. */
  public LogAccess open() {
    checkExists();
    return LogAccess.open(data, settings());
  }

  /** Refuses a folder that is not there. */
  public void checkExists() {
    if (data != null && !Files.isDirectory(data)) {
      throw new ParameterException(
          spec.commandLine(), "--data: expected a data directory, but found none at " + data);
    }
    if (data == null && settings().kafka().isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          "expected --data DIR or --set kafka.bootstrap.servers=HOST:PORT, but found neither");
    }
  }
}

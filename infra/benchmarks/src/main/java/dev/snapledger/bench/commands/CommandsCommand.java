package dev.snapledger.bench.commands;

import dev.snapledger.bench.contender.Role;
import dev.snapledger.bench.process.Fields;
import dev.snapledger.broker.EmbeddedBroker;
import dev.snapledger.broker.EmbeddedBrokerSettings;
import dev.snapledger.cli.output.Console;
import dev.snapledger.cli.output.Folders;
import dev.snapledger.cli.output.Sizes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ledger bench commands}: the command runtime against what Kafka itself can do. */
@Command(
    name = "commands",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Compares the command runtime, in one run and on one embedded broker, with what could be",
      "used instead and with the limits of Kafka itself. Each contender has a JVM of its own,",
      "started once; after the warm-up they take the same commands in turn, round by round:",
      "  ours     all rules, duplicates, replies and checkpoints",
      "  plain    consume, copy, produce in one transaction; decides nothing, writes as much",
      "  streams  Kafka Streams exactly_once_v2 with RocksDB and one rule, writes as much",
      "  raw      a read_committed read of the events that does nothing",
      "  replay   entity state rebuilt from the events",
      "  views    all projections rebuilt from the events, into RocksDB",
      "  audit    all commands decided again, events and replies compared",
      "Then latency at a fixed rate, restarts with checkpoints, and the heap of a node's state.",
      "Other work on the machine moves the values; the ratios of one run are what counts."
    },
    footer = {
      "",
      "Examples:",
      "  ledger bench commands --quick              short, ratios are rough",
      "  ledger bench commands --tsv figures.tsv    the whole, and a file for programs",
      "  ledger bench commands --recordings DIR     and a flight recording of each contender",
      "",
      "Exit code 0 if it ran, whatever the ratios; docs/operating/benchmarks.md explains them."
    })
public final class CommandsCommand implements Callable<Integer> {
  private static final int PARTITIONS = 8;

  @Spec private CommandSpec spec;

  @Option(
      names = "--records",
      paramLabel = "N",
      defaultValue = "200000",
      description = "Commands of a round (default: ${DEFAULT-VALUE}).")
  private long records;

  @Option(
      names = "--warmup",
      paramLabel = "N",
      defaultValue = "1",
      description = "Rounds before those that count (default: ${DEFAULT-VALUE}).")
  private int warmup;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "5",
      description = "Rounds that count, of throughput and of latency (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--families",
      paramLabel = "N",
      defaultValue = "100000",
      description = {
        "Families in the log at the restart, ten events each, and in the heap, ten snapshots",
        "each (default: ${DEFAULT-VALUE})."
      })
  private long families;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "2000",
      description = "Commands a second while latency is measured (default: ${DEFAULT-VALUE}).")
  private long rate;

  @Option(
      names = "--latency-seconds",
      paramLabel = "N",
      defaultValue = "10",
      description = "Length of a round of latency (default: ${DEFAULT-VALUE}).")
  private long latencySeconds;

  @Option(
      names = "--quick",
      description =
          "A short form: 50000 commands, 3 rounds, 5000 families; wins over the" + " above.")
  private boolean quick;

  @Option(
      names = "--tsv",
      paramLabel = "FILE",
      description = "Also writes one line for each figure that has a target, tab-separated.")
  private @Nullable Path tsv;

  @Option(
      names = "--recordings",
      paramLabel = "DIR",
      description = "Also records each contender by JDK Flight Recorder, into this folder.")
  private @Nullable Path recordings;

  CommandsCommand() {}

  @Override
  public Integer call() throws IOException {
    CommandsOptions options = options();
    Console console =
        new Console(spec.commandLine().getOut(), Console.surfaceOf(false), InstantSource.system());
    if (options.recordings() != null) {
      Files.createDirectories(options.recordings());
    }
    Instant start = InstantSource.system().instant();
    Path folder = Files.createTempDirectory("ledger-bench-");
    console.line(
        "bench commands: %s commands a round, %d rounds, %d partitions, one broker (256 MiB) in %s"
            .formatted(Sizes.count(options.records()), options.rounds(), PARTITIONS, folder));
    console.line("  heaps: " + Role.heaps());
    CommandsReport report;
    try {
      report = new CommandsReport(run(options, folder, console));
    } finally {
      Folders.delete(folder);
    }
    report.show(console);
    report.figures().write(tsv);
    Duration took = Duration.between(start, InstantSource.system().instant());
    console.heading("bench commands: done in " + Sizes.time(took));
    return 0;
  }

  private CommandsOptions options() {
    if (records < 1_000 || warmup < 0 || rounds < 1 || families < 1 || rate < 1) {
      throw new ParameterException(
          spec.commandLine(),
          "expected at least 1000 records, 0 warm-ups, 1 round, 1 family and a rate of 1, but found"
              + " %d, %d, %d, %d and %d".formatted(records, warmup, rounds, families, rate));
    }
    if (latencySeconds < 1 || latencySeconds * rate > 10_000_000) {
      throw new ParameterException(
          spec.commandLine(),
          "expected 1 second or more of latency and 10000000 commands or less in it, but found %d"
              .formatted(latencySeconds));
    }
    CommandsOptions options =
        new CommandsOptions(records, warmup, rounds, families, rate, latencySeconds, recordings);
    return quick ? options.quick() : options;
  }

  private static CommandsResult run(CommandsOptions options, Path folder, Console console)
      throws IOException {
    var settings = EmbeddedBrokerSettings.in(folder.resolve("broker"));
    try (EmbeddedBroker broker = EmbeddedBroker.start(settings)) {
      BenchTopics.make(broker.bootstrapServers(), PARTITIONS);
      Fields setup =
          Fields.none()
              .with("bootstrap", broker.bootstrapServers())
              .with("folder", folder)
              .with("partitions", PARTITIONS);
      try (Children children = new Children(setup, folder, options.recordings())) {
        return new CommandsRun(options, children, console).run();
      }
    }
  }
}

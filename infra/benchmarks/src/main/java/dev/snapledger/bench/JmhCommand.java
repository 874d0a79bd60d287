package dev.snapledger.bench;

import java.util.concurrent.Callable;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ledger bench jmh}: the inner parts, one by one, without Kafka. */
@Command(
    name = "jmh",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Measures the inner parts by JMH: codecs, a decision through Axon, and a whole command",
      "through the partition processor. Values are operations per second on one core."
    },
    footer = {
      "",
      "Examples:",
      "  ledger bench jmh                 all of them, some minutes",
      "  ledger bench jmh Codec --forks 1 only the codecs"
    })
final class JmhCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "REGEX",
      arity = "0..1",
      defaultValue = ".*",
      description = "Which benchmarks: a part of their names (default: all).")
  private String regex = ".*";

  @Option(
      names = "--forks",
      paramLabel = "N",
      defaultValue = "1",
      description = "JVMs for each benchmark (default: ${DEFAULT-VALUE}).")
  private int forks;

  @Option(
      names = "--profiler",
      paramLabel = "NAME",
      description = "A profiler of JMH, such as gc or jfr.")
  private String profiler = "";

  JmhCommand() {}

  @Override
  public Integer call() throws RunnerException {
    var options = new OptionsBuilder().include(regex).forks(forks).shouldFailOnError(true);
    if (!profiler.isEmpty()) {
      options.addProfiler(profiler);
    }
    new Runner(options.build()).run();
    return 0;
  }
}

package dev.snapledger.simulation.cli;

import dev.snapledger.simulation.world.Bug;
import dev.snapledger.simulation.world.Simulation;
import dev.snapledger.simulation.world.WorldFailedException;
import dev.snapledger.simulation.world.WorldSettings;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ledger simulate}: runs worlds of consecutive seeds and says what was found. */
@Command(
    name = "ledger simulate",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Runs the ledger on a simulated cluster, disk and clock, under faults; one world per seed.",
      "Exit code 0 only if nothing was found; each failure prints its seed and its last steps."
    })
public final class SimulateCommand implements Callable<Integer> {
  private static final Duration PROGRESS_EVERY = Duration.ofSeconds(5);

  @Spec private CommandSpec spec;

  @Option(
      names = "--seeds",
      paramLabel = "N",
      defaultValue = "1000",
      description = "Worlds to run (${DEFAULT-VALUE}).")
  private long seeds;

  @Option(
      names = "--from",
      paramLabel = "SEED",
      defaultValue = "1",
      description = "First seed (${DEFAULT-VALUE}).")
  private long from;

  @Option(
      names = "--steps",
      paramLabel = "N",
      defaultValue = "" + WorldSettings.STEPS,
      description = "Steps of each world before it is healed (${DEFAULT-VALUE}).")
  private int steps;

  @Option(
      names = "--nodes",
      paramLabel = "N",
      defaultValue = "" + WorldSettings.NODES,
      description = "Nodes of each world, 1 to 5 (${DEFAULT-VALUE}).")
  private int nodes;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Worlds at once (number of processors).")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--bug",
      paramLabel = "BUG",
      defaultValue = "NONE",
      description = "Plant a bug, to see it found: ${COMPLETION-CANDIDATES}.")
  private Bug bug = Bug.NONE;

  @Option(names = "--trace", description = "Print seed, steps and hash of each world.")
  private boolean trace;

  private final InstantSource time = InstantSource.system();
  private final Summary summary = new Summary();

  SimulateCommand() {}

  /** Runs the command line and ends the process with its exit code. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new SimulateCommand()).execute(arguments));
  }

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    Instant start = time.instant();
    AtomicLong next = new AtomicLong(from);
    try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
      for (int i = 0; i < threads; i++) {
        executor.execute(() -> runAll(next, out));
      }
      executor.shutdown();
      while (!executor.awaitTermination(PROGRESS_EVERY.toSeconds(), TimeUnit.SECONDS)) {
        out.printf(
            "%d of %d seeds, %d failed%n", summary.worlds(), seeds, summary.failures().size());
        out.flush();
      }
    }
    double seconds = Duration.between(start, time.instant()).toMillis() / 1e3;
    summary.lines(seconds).forEach(out::println);
    out.flush();
    return summary.failures().isEmpty() ? 0 : 1;
  }

  private void runAll(AtomicLong next, PrintWriter out) {
    for (long seed = next.getAndIncrement(); seed < from + seeds; seed = next.getAndIncrement()) {
      run(seed, out);
    }
  }

  private void run(long seed, PrintWriter out) {
    try {
      var outcome = Simulation.run(new WorldSettings(seed, steps, nodes, bug));
      summary.add(outcome);
      if (trace) {
        out.printf("seed %d: %d steps, hash %016x%n", seed, outcome.steps(), outcome.hash());
      }
    } catch (WorldFailedException e) {
      fail(String.valueOf(e.getMessage()), out);
    } catch (RuntimeException e) {
      fail("seed " + seed + ": " + e, out);
    }
  }

  private void fail(String message, PrintWriter out) {
    summary.fail(message);
    out.println(message);
    out.flush();
  }
}

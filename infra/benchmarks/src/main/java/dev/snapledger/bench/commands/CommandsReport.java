package dev.snapledger.bench.commands;

import static dev.snapledger.bench.figure.Target.atLeast;
import static dev.snapledger.bench.figure.Target.atMost;

import dev.snapledger.bench.contender.Role;
import dev.snapledger.bench.figure.Figure;
import dev.snapledger.bench.figure.Figures;
import dev.snapledger.bench.figure.Series;
import dev.snapledger.bench.figure.Target;
import dev.snapledger.cli.output.Console;
import dev.snapledger.cli.output.Sizes;
import dev.snapledger.cli.output.TextTable;
import java.util.ArrayList;
import java.util.List;

/** Shows a run to people, and holds its medians against the targets. */
record CommandsReport(CommandsResult result) {
  private static final double RESTART_MILLIS_MAX = 3_000;
  private static final double HEAP_MEBIBYTES_MAX = 768;

  /** What the two limits are for; a smaller run is shown, but not judged. */
  private static final long FAMILIES_MIN = 100_000;

  private static final long EVENTS_MIN = 1_000_000;

  /**
   * Every figure that can be held against its target: a limit says nothing about a run that is
   * smaller than what the limit is for.
   */
  Figures figures() {
    List<Figure> figures = new ArrayList<>(comparisons());
    if (restartIsFullSize()) {
      figures.add(limit("restart_first_decision", restartMillis(), "ms", RESTART_MILLIS_MAX));
    }
    if (result.heap().families() >= FAMILIES_MIN) {
      double mebibytes = result.heap().dailyMebibytes();
      figures.add(limit("heap_families", mebibytes, "MiB", HEAP_MEBIBYTES_MAX));
    }
    return new Figures(figures);
  }

  private boolean restartIsFullSize() {
    return result.restart().families() >= FAMILIES_MIN && result.restart().events() >= EVENTS_MIN;
  }

  private List<Figure> comparisons() {
    Measured m = result.rounds();
    String rate = "commands/s";
    String events = "records/s";
    return List.of(
        perSecond("throughput_vs_plain", rate, Role.OURS, Role.PLAIN, atLeast(0.6)),
        perSecond("throughput_vs_streams", rate, Role.OURS, Role.STREAMS, atLeast(2)),
        figure("cpu_vs_streams", "us/command", m.cpuMicros(Role.OURS), Role.STREAMS, atMost(0.6)),
        figure("latency_p50", "ms", m.p50Millis(Role.OURS), Role.PLAIN, atMost(1.2)),
        figure("latency_p99", "ms", m.p99Millis(Role.OURS), Role.PLAIN, atMost(1.5)),
        perSecond("replay_vs_raw", events, Role.REPLAY, Role.RAW, atLeast(0.6)),
        perSecond("projections_vs_raw", events, Role.VIEWS, Role.RAW, atLeast(0.4)),
        perSecond("audit_vs_raw", events, Role.AUDIT, Role.RAW, atLeast(0.3)));
  }

  private Figure perSecond(String metric, String unit, Role ours, Role reference, Target target) {
    Measured m = result.rounds();
    return new Figure(
        metric,
        m.perSecond(ours).median(),
        unit,
        reference.label(),
        m.perSecond(reference).median(),
        target);
  }

  private Figure figure(String metric, String unit, Series ours, Role reference, Target target) {
    Measured m = result.rounds();
    Series other =
        switch (metric) {
          case "latency_p50" -> m.p50Millis(reference);
          case "latency_p99" -> m.p99Millis(reference);
          default -> m.cpuMicros(reference);
        };
    return new Figure(metric, ours.median(), unit, reference.label(), other.median(), target);
  }

  private static Figure limit(String metric, double ours, String unit, double max) {
    return new Figure(metric, ours, unit, "limit", max, atMost(1));
  }

  /** From the start of the process: what somebody who waits for the node sees. */
  private double restartMillis() {
    return result.restart().jvmMillis().median() + result.restart().firstMillis().median();
  }

  void show(Console console) {
    console.heading("Throughput, records per second; CPU of the client process per record");
    console.table(throughput());
    console.heading("Latency from due time to reply, milliseconds");
    console.table(latency());
    console.heading("State");
    console.table(state());
    console.heading("Targets, medians");
    console.table(figures().table());
    if (!restartIsFullSize() || result.heap().families() < FAMILIES_MIN) {
      console.line(
          "  restart and heap are judged from %s families and %s events on"
              .formatted(Sizes.count(FAMILIES_MIN), Sizes.count(EVENTS_MIN)));
    }
  }

  private TextTable throughput() {
    Measured m = result.rounds();
    TextTable table =
        new TextTable("contender", "min>", "median>", "max>", "CPU us min>", "median>", "max>");
    for (Role role :
        List.of(
            Role.OURS, Role.PLAIN, Role.STREAMS, Role.RAW, Role.REPLAY, Role.VIEWS, Role.AUDIT)) {
      Series rate = m.perSecond(role);
      Series cpu = m.cpuMicros(role);
      table.row(
          role.label(),
          Sizes.count((long) rate.min()),
          Sizes.count((long) rate.median()),
          Sizes.count((long) rate.max()),
          Figure.number(cpu.min()),
          Figure.number(cpu.median()),
          Figure.number(cpu.max()));
    }
    return table;
  }

  private TextTable latency() {
    Measured m = result.rounds();
    TextTable table =
        new TextTable(
            "contender", "p50 min>", "median>", "max>", "p99 min>", "median>", "max>", "slowest>");
    for (Role role : List.of(Role.OURS, Role.PLAIN)) {
      Series p50 = m.p50Millis(role);
      Series p99 = m.p99Millis(role);
      table.row(
          role.label(),
          Figure.number(p50.min()),
          Figure.number(p50.median()),
          Figure.number(p50.max()),
          Figure.number(p99.min()),
          Figure.number(p99.median()),
          Figure.number(p99.max()),
          Figure.number(m.maxMillis(role).max()));
    }
    return table;
  }

  private TextTable state() {
    CommandsResult.Restarts restart = result.restart();
    CommandsResult.Heap heap = result.heap();
    String log =
        "%s events, %s families"
            .formatted(Sizes.count(restart.events()), Sizes.count(restart.families()));
    String held =
        "%s families of %d snapshots".formatted(Sizes.count(heap.families()), heap.snapshots());
    return new TextTable("what", "of", "min>", "median>", "max>", "unit")
        .row(cells("JVM start, before the runtime's", log, restart.jvmMillis()))
        .row(cells("runtime start to first decision", log, restart.firstMillis()))
        .row(cells("  CPU of that process", log, restart.cpuMillis()))
        .row(cells("runtime start to a decision everywhere", log, restart.allMillis()))
        .row("heap, a day between snapshots", held, "", round(heap.dailyMebibytes()), "", "MiB")
        .row("heap, all within the hour", held, "", round(heap.burstMebibytes()), "", "MiB");
  }

  private static Object[] cells(String what, String of, Series millis) {
    return new Object[] {
      what, of, round(millis.min()), round(millis.median()), round(millis.max()), "ms"
    };
  }

  private static String round(double value) {
    return Sizes.count(Math.round(value));
  }
}

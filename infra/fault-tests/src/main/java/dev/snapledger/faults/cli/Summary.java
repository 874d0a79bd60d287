package dev.snapledger.faults.cli;

import dev.snapledger.cli.output.Console;
import dev.snapledger.cli.output.Sizes;
import dev.snapledger.cli.output.TextTable;
import dev.snapledger.faults.member.Takeover;
import dev.snapledger.faults.run.FaultKind;
import dev.snapledger.faults.run.FaultReport;
import dev.snapledger.faults.run.Outcome;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/** The outcome of a run, for people. */
record Summary(Outcome outcome) {
  /** Longest time from the assignment of a partition until it takes commands there. */
  private static final Duration TAKEOVER_TARGET = Duration.ofSeconds(2);

  void show(Console console) {
    console.heading("what followed, longest of each kind; takeovers from assignment to running");
    console.table(table());
    List<Duration> takeovers = takeovers(outcome.faults());
    long within = takeovers.stream().filter(t -> t.compareTo(TAKEOVER_TARGET) <= 0).count();
    console.line(
        "takeovers: %d of %d within %d ms, the slowest %s: target %s"
            .formatted(
                within,
                takeovers.size(),
                TAKEOVER_TARGET.toMillis(),
                takeovers.isEmpty() ? "-" : millis(takeovers.getLast()),
                within == takeovers.size() ? "met" : "missed"));
    outcome.findings().shown().forEach(finding -> console.line("  " + finding));
    console.line(
        "%s %s commands under %d faults: %d missing, %d double; %d states compared"
            .formatted(
                outcome.findings().none() ? "verified:" : "NOT as it must be:",
                Sizes.count(outcome.totals().commands()),
                outcome.faults().size(),
                outcome.findings().missing(),
                outcome.findings().doubled(),
                outcome.states()));
  }

  private TextTable table() {
    TextTable table =
        new TextTable(
            "kind",
            "faults>",
            "first decision>",
            "pause>",
            "well again>",
            "takeovers>",
            "median>",
            "max>");
    for (FaultKind kind : FaultKind.values()) {
      List<FaultReport> faults =
          outcome.faults().stream().filter(fault -> fault.kind() == kind).toList();
      List<Duration> takeovers = takeovers(faults);
      boolean none = takeovers.isEmpty();
      table.row(
          kind.name(),
          Integer.toString(faults.size()),
          longest(faults, FaultReport::first),
          longest(faults, FaultReport::pause),
          longest(faults, FaultReport::took),
          Integer.toString(takeovers.size()),
          none ? "-" : millis(takeovers.get(takeovers.size() / 2)),
          none ? "-" : millis(takeovers.getLast()));
    }
    return table;
  }

  /** Sorted. */
  private static List<Duration> takeovers(List<FaultReport> faults) {
    return faults.stream()
        .flatMap(fault -> fault.takeovers().stream())
        .map(Takeover::took)
        .sorted()
        .toList();
  }

  private static String longest(List<FaultReport> faults, Function<FaultReport, Duration> of) {
    return faults.stream()
        .map(of)
        .max(Comparator.naturalOrder())
        .map(longest -> "%.1f s".formatted(longest.toMillis() / 1e3))
        .orElse("-");
  }

  private static String millis(Duration duration) {
    return duration.toMillis() + " ms";
  }
}

package dev.snapledger.bench.commands;

import dev.snapledger.bench.contender.Role;
import dev.snapledger.bench.figure.Series;
import dev.snapledger.bench.process.Fields;
import dev.snapledger.cli.output.Console;
import dev.snapledger.cli.output.Sizes;
import java.io.IOException;
import java.util.List;

/**
 * All rounds on one broker: first throughput, the contenders in turn and again in turn; then
 * latency, in turn as well; then restarts of a node, and a node's state on the scales.
 */
final class CommandsRun {
  private static final int RESTARTS = 3;
  private static final int SNAPSHOTS = 10;
  private static final int DAY_MINUTES = 24 * 60;
  private static final int BURST_MINUTES = 5;
  private static final double MEBIBYTE = 1 << 20;

  private static final List<Role> TAKERS = List.of(Role.OURS, Role.PLAIN, Role.STREAMS);
  private static final List<Role> READERS = List.of(Role.RAW, Role.REPLAY, Role.VIEWS, Role.AUDIT);

  private final CommandsOptions options;
  private final Children children;
  private final Console console;
  private final Measured measured = new Measured();
  private long appended;
  private long families;

  CommandsRun(CommandsOptions options, Children children, Console console) {
    this.options = options;
    this.children = children;
    this.console = console;
  }

  CommandsResult run() throws IOException {
    learnShape();
    for (int round = 1 - options.warmup(); round <= options.rounds(); round++) {
      throughputRound(round);
    }
    children.stop(Role.STREAMS);
    for (int round = 0; round <= options.rounds(); round++) {
      latencyRound(round);
    }
    CommandsResult.Restarts restarts = restarts();
    return new CommandsResult(measured, restarts, heap());
  }

  /** Ours goes first once, so that the others can be told how much to write. */
  private void learnShape() throws IOException {
    children.ask(Role.OURS, "close", Fields.none());
    Fields to = append(options.records());
    children.ask(Role.OURS, "drain", drain(to));
    Fields commands = Fields.none().with("commands", appended);
    Fields shape = children.ask(Role.RAW, "shape", commands);
    children.tell(shape);
    console.line(
        "  %s commands lead to %s events of %s bytes and a reply each of %s bytes"
            .formatted(
                Sizes.count(appended),
                Sizes.count(shape.number("events")),
                shape.text("eventBytes"),
                shape.text("replyBytes")));
    for (Role role : List.of(Role.PLAIN, Role.STREAMS)) {
      children.ask(role, "drain", drain(to));
    }
  }

  private void throughputRound(int round) throws IOException {
    Fields to = append(options.records());
    for (Role role : TAKERS) {
      count(round, role, children.ask(role, "drain", drain(to)));
    }
    long events = 0;
    for (Role role : READERS) {
      Fields read = children.ask(role, "read", Fields.none().with("records", events));
      events = role == Role.RAW ? read.number("records") : events;
      count(round, role, read);
    }
  }

  private void count(int round, Role role, Fields figures) {
    boolean counted = round > 0;
    if (counted) {
      measured.throughput(role, figures);
    }
    console.line(
        "  %s  %-8s %11s records  %9s/s  %6.2f us CPU"
            .formatted(
                counted ? "round " + round : "warm-up",
                role.label(),
                Sizes.count(figures.number("records")),
                Sizes.count((long) (figures.number("records") * 1e9 / figures.number("nanos"))),
                figures.number("cpuNanos") / 1e3 / figures.number("records")));
  }

  /** Round 0 warms up. What the others left in the topic is drained before. */
  private void latencyRound(int round) throws IOException {
    for (Role role : List.of(Role.OURS, Role.PLAIN)) {
      children.ask(role, "drain", drain(append(1)));
      children.ask(role, "open", Fields.none());
      Fields latency =
          children.ask(
              Role.SENDER,
              "latency",
              Fields.none()
                  .with("of", role.label())
                  .with("rate", options.rate())
                  .with("records", options.rate() * options.latencySeconds()));
      children.ask(role, "close", Fields.none());
      if (round > 0) {
        measured.latency(role, latency);
      }
      console.line(
          "  %s  %-8s p50 %6.1f ms  p99 %6.1f ms at %s commands/s"
              .formatted(
                  round > 0 ? "round " + round : "warm-up",
                  role.label(),
                  latency.number("p50") / 1e6,
                  latency.number("p99") / 1e6,
                  Sizes.count(options.rate())));
    }
  }

  private CommandsResult.Restarts restarts() throws IOException {
    Fields to = append(1);
    while (families < options.families()) {
      to = append(options.records());
      children.ask(Role.OURS, "drain", drain(to));
    }
    children.ask(Role.OURS, "drain", drain(to));
    for (Role role : TAKERS) {
      children.stop(role);
    }
    long events = children.ask(Role.RAW, "read", Fields.none()).number("records");
    Series jvm = new Series();
    Series cpu = new Series();
    Series first = new Series();
    Series all = new Series();
    console.line("  learning " + restart());
    for (int i = 0; i < RESTARTS; i++) {
      Fields figures = restart();
      jvm.add((double) figures.number("jvmMillis"));
      cpu.add((double) figures.number("cpuMillis"));
      first.add((double) figures.number("firstMillis"));
      all.add((double) figures.number("allMillis"));
      console.line("  restart  " + figures);
    }
    return new CommandsResult.Restarts(events, families, jvm, cpu, first, all);
  }

  private Fields restart() throws IOException {
    Fields waiting = children.ask(Role.SENDER, "touch", Fields.none());
    Fields start = Fields.none().with("to", waiting.text("to"));
    Fields figures = children.ask(Role.RESTART, "start", start);
    children.stop(Role.RESTART);
    return figures;
  }

  private CommandsResult.Heap heap() throws IOException {
    return new CommandsResult.Heap(
        options.families(), SNAPSHOTS, heapMebibytes(DAY_MINUTES), heapMebibytes(BURST_MINUTES));
  }

  private double heapMebibytes(int betweenMinutes) throws IOException {
    Fields fill =
        Fields.none()
            .with("families", options.families())
            .with("snapshots", SNAPSHOTS)
            .with("betweenMinutes", betweenMinutes);
    double mebibytes = children.ask(Role.FAMILIES, "fill", fill).number("heapBytes") / MEBIBYTE;
    children.stop(Role.FAMILIES);
    console.line(
        "  heap     %,.0f MiB with snapshots %d minutes apart"
            .formatted(mebibytes, betweenMinutes));
    return mebibytes;
  }

  private Fields append(long commands) throws IOException {
    Fields to = children.ask(Role.SENDER, "append", Fields.none().with("records", commands));
    appended += commands;
    families = to.number("families");
    return to;
  }

  private Fields drain(Fields to) {
    return Fields.none().with("to", to.text("to")).with("records", options.records());
  }
}

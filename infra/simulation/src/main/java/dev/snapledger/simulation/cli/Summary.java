package dev.snapledger.simulation.cli;

import dev.snapledger.simulation.world.Fault;
import dev.snapledger.simulation.world.Outcome;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What many worlds came to. Safe for use by many threads. */
final class Summary {
  private final Map<Fault, Long> faults = new EnumMap<>(Fault.class);
  private final List<String> failures = new ArrayList<>();
  private long worlds;
  private long steps;
  private long events;
  private long rejections;
  private long snapshots;

  synchronized void add(Outcome outcome) {
    worlds++;
    steps += outcome.steps();
    events += outcome.events();
    rejections += outcome.rejections();
    snapshots += outcome.snapshots();
    outcome.faults().forEach((fault, count) -> faults.merge(fault, count, Long::sum));
  }

  synchronized void fail(String message) {
    worlds++;
    failures.add(message);
  }

  synchronized long worlds() {
    return worlds;
  }

  synchronized List<String> failures() {
    return List.copyOf(failures);
  }

  /** Lines for people. */
  synchronized List<String> lines(double seconds) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%d seeds in %.1f s (%.0f a minute), %d failed"
            .formatted(worlds, seconds, worlds * 60 / Math.max(seconds, 1e-3), failures.size()));
    lines.add(
        "%d steps, %d events, %d commands refused, bytes of %d snapshots compared"
            .formatted(steps, events, rejections, snapshots));
    for (Fault fault : Fault.values()) {
      lines.add("  %-20s %d".formatted(fault, faults.getOrDefault(fault, 0L)));
    }
    return lines;
  }
}

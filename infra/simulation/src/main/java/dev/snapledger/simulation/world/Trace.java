package dev.snapledger.simulation.world;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What happened: the last lines, a hash over all of them, and how often each fault occurred. */
final class Trace {
  private static final int LINES_MAX = 60;

  private final Deque<String> lines = new ArrayDeque<>();
  private final Map<Fault, Long> faults = new EnumMap<>(Fault.class);
  private long step;
  private long hash = 17;

  void nextStep() {
    step++;
  }

  long step() {
    return step;
  }

  void say(String what) {
    String line = "%6d  %s".formatted(step, what);
    hash = hash * 31 + line.hashCode();
    lines.add(line);
    if (lines.size() > LINES_MAX) {
      lines.remove();
    }
  }

  void fault(Fault fault, String what) {
    faults.merge(fault, 1L, Long::sum);
    say(fault + ": " + what);
  }

  List<String> lines() {
    return List.copyOf(lines);
  }

  Map<Fault, Long> faults() {
    return faults.isEmpty() ? new EnumMap<>(Fault.class) : new EnumMap<>(faults);
  }

  long hash() {
    return hash;
  }
}

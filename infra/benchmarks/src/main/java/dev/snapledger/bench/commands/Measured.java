package dev.snapledger.bench.commands;

import dev.snapledger.bench.contender.Role;
import dev.snapledger.bench.figure.Series;
import dev.snapledger.bench.process.Fields;
import java.util.EnumMap;
import java.util.Map;

/** What the counted rounds gave. For one thread. */
final class Measured {
  private static final double NANOS_PER_SECOND = 1e9;
  private static final double NANOS_PER_MICRO = 1e3;
  private static final double NANOS_PER_MILLI = 1e6;

  private final Map<Role, Series> perSecond = new EnumMap<>(Role.class);
  private final Map<Role, Series> cpuMicros = new EnumMap<>(Role.class);
  private final Map<Role, Series> p50Millis = new EnumMap<>(Role.class);
  private final Map<Role, Series> p99Millis = new EnumMap<>(Role.class);
  private final Map<Role, Series> maxMillis = new EnumMap<>(Role.class);

  void throughput(Role role, Fields round) {
    double records = round.number("records");
    add(perSecond, role, records * NANOS_PER_SECOND / round.number("nanos"));
    add(cpuMicros, role, round.number("cpuNanos") / NANOS_PER_MICRO / records);
  }

  void latency(Role role, Fields round) {
    add(p50Millis, role, round.number("p50") / NANOS_PER_MILLI);
    add(p99Millis, role, round.number("p99") / NANOS_PER_MILLI);
    add(maxMillis, role, round.number("max") / NANOS_PER_MILLI);
  }

  private static void add(Map<Role, Series> all, Role role, double value) {
    all.computeIfAbsent(role, _ -> new Series()).add(value);
  }

  /** Records a second. */
  Series perSecond(Role role) {
    return of(perSecond, role);
  }

  /** CPU time of the process in microseconds per record. */
  Series cpuMicros(Role role) {
    return of(cpuMicros, role);
  }

  Series p50Millis(Role role) {
    return of(p50Millis, role);
  }

  Series p99Millis(Role role) {
    return of(p99Millis, role);
  }

  /** The slowest of each round. */
  Series maxMillis(Role role) {
    return of(maxMillis, role);
  }

  private static Series of(Map<Role, Series> all, Role role) {
    Series series = all.get(role);
    if (series == null) {
      throw new IllegalStateException("expected figures of " + role + ", but found none");
    }
    return series;
  }
}

package dev.snapledger.bench.blocks;

import dev.snapledger.bench.figure.Series;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Times by operation and contender, in the operation's unit. For one thread. */
final class Measured {
  private final Map<Operation, Map<String, Series>> all = new EnumMap<>(Operation.class);

  /** Adds a time; returns it in the operation's unit. */
  double add(Operation operation, String label, long nanos) {
    return add(operation, label, (double) nanos);
  }

  /** Adds a time, perhaps the mean of many; returns it in the operation's unit. */
  double add(Operation operation, String label, double nanos) {
    double value = operation.of(nanos);
    all.computeIfAbsent(operation, _ -> new LinkedHashMap<>())
        .computeIfAbsent(label, _ -> new Series())
        .add(value);
    return value;
  }

  /** The contenders of an operation in the order in which they came; empty if there are none. */
  Map<String, Series> of(Operation operation) {
    return all.getOrDefault(operation, Map.of());
  }

  /** One contender's times; null if it had none. */
  @Nullable Series find(Operation operation, String label) {
    return of(operation).get(label);
  }
}

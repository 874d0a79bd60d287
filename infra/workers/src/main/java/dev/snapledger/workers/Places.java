package dev.snapledger.workers;

import java.util.EnumMap;
import java.util.Map;

/** How many items of each lane are being done. Not thread-safe. */
final class Places {
  private final WorkersSettings.Parallel max;
  private final Map<Lane, Integer> taken = new EnumMap<>(Lane.class);

  Places(WorkersSettings.Parallel max) {
    this.max = max;
  }

  boolean isFree(Lane lane) {
    return taken.getOrDefault(lane, 0) < lane.runningMax(max);
  }

  void take(Lane lane) {
    taken.merge(lane, 1, Integer::sum);
  }

  void leave(Lane lane) {
    taken.merge(lane, -1, Integer::sum);
  }

  int taken() {
    return taken.values().stream().mapToInt(Integer::intValue).sum();
  }
}

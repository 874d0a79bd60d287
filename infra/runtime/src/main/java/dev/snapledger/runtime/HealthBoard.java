package dev.snapledger.runtime;

import dev.snapledger.runtime.RuntimeHealth.Partition;
import dev.snapledger.runtime.RuntimeHealth.PartitionState;
import dev.snapledger.runtime.RuntimeHealth.State;
import java.util.Collections;
import java.util.TreeMap;

/** Where the loop writes how it is, for any thread to read. */
final class HealthBoard {
  private State state = State.STARTING;
  private String detail = "";
  private final TreeMap<Integer, Partition> partitions = new TreeMap<>();

  synchronized RuntimeHealth read() {
    return new RuntimeHealth(
        state, detail, Collections.unmodifiableSortedMap(new TreeMap<>(partitions)));
  }

  synchronized void state(State newState, String newDetail) {
    state = newState;
    detail = newDetail;
  }

  synchronized void partition(int partition, PartitionState newState, String newDetail) {
    partitions.put(partition, new Partition(newState, newDetail));
  }

  synchronized void released(int partition) {
    partitions.remove(partition);
  }

  synchronized void releasedAll() {
    partitions.clear();
  }
}

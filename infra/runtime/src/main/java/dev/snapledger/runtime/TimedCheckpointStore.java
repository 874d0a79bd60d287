package dev.snapledger.runtime;

import dev.snapledger.runtime.checkpoint.Checkpoint;
import dev.snapledger.runtime.checkpoint.CheckpointStore;
import dev.snapledger.runtime.checkpoint.LogPosition;
import dev.snapledger.runtime.partition.FrozenState;
import dev.snapledger.runtime.partition.PartitionState;
import org.jspecify.annotations.Nullable;

/**
 * Another store, and tells how long each checkpoint takes.
 *
 * @param store the other one
 * @param metrics who is told
 */
record TimedCheckpointStore(CheckpointStore store, RuntimeMetrics metrics)
    implements CheckpointStore {
  @Override
  public @Nullable Checkpoint read(int partition, String logId) {
    return store.read(partition, logId);
  }

  @Override
  public PartitionState fresh(int partition) {
    return store.fresh(partition);
  }

  @Override
  public void write(FrozenState state, LogPosition position) {
    long start = metrics.nanos();
    store.write(state, position);
    metrics.checkpointed(metrics.nanos() - start);
  }

  @Override
  public void close() {
    store.close();
  }
}

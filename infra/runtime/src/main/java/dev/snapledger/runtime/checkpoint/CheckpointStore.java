package dev.snapledger.runtime.checkpoint;

import dev.snapledger.runtime.partition.FrozenState;
import dev.snapledger.runtime.partition.PartitionState;
import org.jspecify.annotations.Nullable;

/**
 * Port to the checkpoints of one node: what each partition's state was at some offset of its log.
 *
 * <p>Only a shortcut: whatever is missing or cannot be trusted is read back from the log. Any
 * thread, but one partition is read and written by one at a time.
 */
public interface CheckpointStore extends AutoCloseable {
  /**
   * The state of a partition as of its checkpoint.
   *
   * @param logId the log it must be of
   * @return null when there is none that can be trusted; why is logged
   * @throws CheckpointFault if it cannot be read; from then on it counts as missing
   */
  @Nullable Checkpoint read(int partition, String logId);

  /** An empty state, whose checkpoints will replace whatever there is of that partition. */
  PartitionState fresh(int partition);

  /**
   * Adds what changed to the checkpoint of a partition; it holds all of it or nothing.
   *
   * @throws CheckpointFault if it cannot be written; the old one is still there
   * @throws IllegalStateException if the partition's state was read anew since
   */
  void write(FrozenState state, LogPosition position);

  /** No state over this store may be used any more. */
  @Override
  void close();
}

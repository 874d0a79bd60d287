package dev.snapledger.runtime.checkpoint;

import dev.snapledger.runtime.partition.PartitionState;

/**
 * A state that was read back from disk.
 *
 * @param state the state; from now on the caller's
 * @param position how much of the log it contains
 */
public record Checkpoint(PartitionState state, LogPosition position) {}

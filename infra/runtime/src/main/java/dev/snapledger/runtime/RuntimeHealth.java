package dev.snapledger.runtime;

import java.util.SortedMap;

/**
 * How a command runtime is, at one moment.
 *
 * @param state how it is as a whole
 * @param detail for people: the last fault while it is not well; empty when it is
 * @param partitions the partitions it owns, by number
 */
public record RuntimeHealth(State state, String detail, SortedMap<Integer, Partition> partitions) {

  /** How the runtime is as a whole. */
  public enum State {
    /** It joins the group. */
    STARTING,
    /** It takes commands, of each owned partition that is not restoring or stopped. */
    RUNNING,
    /** It met a fault and tries again. */
    RETRYING,
    /** It tried again as often as it may; it goes on trying, but somebody should look. */
    UNAVAILABLE,
    /** It was closed. */
    CLOSED
  }

  /**
   * How one partition is.
   *
   * @param state what it does
   * @param detail for people: why it stopped; else empty
   */
  public record Partition(PartitionState state, String detail) {}

  /** What a partition does. */
  public enum PartitionState {
    /** Its state is read back from the log. */
    RESTORING,
    /** It takes commands. */
    RUNNING,
    /** A broken invariant stopped it: it takes no command until somebody repaired the cause. */
    STOPPED
  }

  /** Whether it takes commands of all the partitions it owns but those that stopped. */
  public boolean serving() {
    return state == State.RUNNING
        && partitions.values().stream().noneMatch(p -> p.state() == PartitionState.RESTORING);
  }

  /** Whether it takes commands of all the partitions it owns. */
  public boolean ready() {
    return state == State.RUNNING
        && partitions.values().stream().allMatch(p -> p.state() == PartitionState.RUNNING);
  }
}

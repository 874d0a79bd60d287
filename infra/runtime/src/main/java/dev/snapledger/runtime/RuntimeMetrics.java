package dev.snapledger.runtime;

import dev.snapledger.runtime.partition.DeadLetterCode;

/**
 * Port to whoever counts and times what the runtime does.
 *
 * <p>Called per batch, and once more for each rejection and each dead letter; never for a command
 * that is accepted. Called by the loop's thread, {@link #checkpointed} also by those that write
 * checkpoints; a method must return at once and throw nothing.
 */
public interface RuntimeMetrics {
  /** Counts nothing; its clock stands still. */
  RuntimeMetrics NONE =
      new RuntimeMetrics() {
        @Override
        public boolean wanted() {
          return false;
        }
      };

  /** Whether figures that cost something to find out are wanted. */
  default boolean wanted() {
    return true;
  }

  /** A clock for durations, in nanoseconds from some fixed moment. */
  default long nanos() {
    return 0;
  }

  /**
   * A transaction was committed.
   *
   * @param records command records of it, of all its partitions
   * @param commitNanos how long Kafka took to commit, the wait for sent records excluded
   */
  default void committed(int records, long commitNanos) {}

  /**
   * Commands of one committed batch.
   *
   * @param decided new ones, accepted or rejected
   * @param repeated those that were decided before
   */
  default void commands(int decided, int repeated) {}

  /**
   * A new command was rejected.
   *
   * @param code the stable code of the reply
   */
  default void rejected(String code) {}

  /** A record became a dead letter. */
  default void buried(DeadLetterCode code) {}

  /** A batch was aborted; its commands are read again, or its partition stopped. */
  default void aborted() {}

  /** A session was lost; another one follows, unless the runtime is closing. */
  default void sessionLost() {}

  /**
   * A partition takes commands.
   *
   * @param events events that were replayed for it
   * @param nanos time since it was assigned to this node
   */
  default void restored(long events, long nanos) {}

  /** A checkpoint of one partition was written. */
  default void checkpointed(long nanos) {}

  /**
   * How far the commands of a partition that takes commands are decided.
   *
   * @param commands records of its command log that are not decided yet
   */
  default void lag(int partition, long commands) {}

  /** A partition takes no commands here any more: it was released, or it stopped. */
  default void lagUnknown(int partition) {}
}

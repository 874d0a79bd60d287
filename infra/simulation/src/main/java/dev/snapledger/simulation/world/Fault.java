package dev.snapledger.simulation.world;

/** What can go wrong in a world. */
public enum Fault {
  /** A process is gone at some call, with all it had in memory. */
  NODE_CRASHED,
  /** A process is stopped in good order. */
  NODE_STOPPED,
  /** A process sleeps in the middle of a call while all others go on. */
  NODE_PAUSED,
  /** A process that slept so long that its partitions moved goes on where it was. */
  ZOMBIE_WOKE,
  /** A call of a client fails. */
  CALL_FAILED,
  /** A record of a transaction, of a block map or of a worker's command does not arrive. */
  RECORD_LOST,
  /** A commit is done, but not answered. */
  COMMIT_UNANSWERED,
  /** A commit does not arrive. */
  COMMIT_LOST,
  /** A commit arrives after it was given up. */
  COMMIT_LATE,
  /** Partitions move about among the members. */
  REBALANCED,
  /** A producer sends a command again. */
  COMMAND_REPEATED,
  /** A producer sends what is no command, or with a wrong key. */
  COMMAND_MALFORMED,
  /** A checkpoint file is damaged. */
  CHECKPOINT_DAMAGED,
  /** A node's views are lost. */
  VIEWS_LOST,
  /** The machine with the blocks loses power. */
  STORE_CRASHED,
  /** A write was cut short by that. */
  WRITE_TORN,
  /** The machine with the blocks has no space for a while. */
  STORE_FULL,
  /** A sync fails. */
  SYNC_FAILED,
  /** A bit of a file of the blockstore is inverted. */
  BIT_FLIPPED
}

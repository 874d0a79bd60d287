package dev.snapledger.simulation.world;

/** A bug that is planted, to see that the checkers find it. */
public enum Bug {
  /** None: the product as it is. */
  NONE,
  /** A node that takes over a partition does not read its replies, and so knows no repetitions. */
  FORGETS_REPLIES,
  /** A node that takes over a partition misses some events. */
  MISSES_EVENTS_AT_RESTORE,
  /** The views miss some events. */
  MISSES_EVENTS_IN_VIEWS,
  /** A batch counts as committed although its transaction was aborted. */
  IGNORES_ABORTS,
  /** Stale epochs and generations are let in. */
  SKIPS_FENCING,
  /** Readers take records of transactions that are open or aborted. */
  READS_UNCOMMITTED,
  /** A partition is restored to the last stable offset only, instead of the end of its log. */
  RESTORES_TO_STABLE_END,
  /** Decisions use the node's clock instead of the record's time. */
  DECIDES_BY_OWN_CLOCK,
  /** The blockstore syncs nothing. */
  NEVER_SYNCS
}

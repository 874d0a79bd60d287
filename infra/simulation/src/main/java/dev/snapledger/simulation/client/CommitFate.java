package dev.snapledger.simulation.client;

/** What becomes of a request to commit. */
public enum CommitFate {
  /** It is done and answered. */
  DONE,
  /** It is done, but the answer does not arrive in time. */
  UNANSWERED,
  /** It does not arrive. */
  LOST,
  /** It is not answered in time, and arrives later. */
  LATE,
  /** It is aborted, and answered as if it were done: a planted bug of whoever asked. */
  SWALLOWED
}

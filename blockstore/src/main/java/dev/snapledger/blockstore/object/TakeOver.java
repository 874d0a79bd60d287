package dev.snapledger.blockstore.object;

/** What to do if another node did not say that it left. */
public enum TakeOver {
  /** Refuse to open. */
  IF_RELEASED,

  /** Open; the other node can write nothing more, but what it did not flush is lost. */
  ALWAYS
}

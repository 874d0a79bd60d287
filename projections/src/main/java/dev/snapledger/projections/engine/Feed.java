package dev.snapledger.projections.engine;

/**
 * A topic that feeds the views; both have the same partitions.
 *
 * <p>How far one is read does not depend on the other, so no row may depend on how they interleave.
 */
public enum Feed {
  EVENTS(1),
  BLOCK_MAPS(2);

  private final int number;

  Feed(int number) {
    this.number = number;
  }

  /** Its number in keys. */
  int number() {
    return number;
  }
}

package dev.snapledger.workers;

import java.time.Duration;

/** How far one go at an item came. */
sealed interface Step {
  /** Nothing is left to do; an item that an event ends is ended by one that is in the log. */
  record Finished() implements Step {}

  /** There is more to do, now or after a pause. The item keeps its place among those running. */
  record Again(Duration pause) implements Step {}

  /** There is more to do, after the other items that wait for a place have had their turn. */
  record Turn() implements Step {}

  /**
   * Something outside is in the way; the same may work later, so it is tried for ever.
   *
   * @param reason for people
   * @param delayMin not before so long
   */
  record Later(String reason, Duration delayMin) implements Step {
    Later(String reason) {
      this(reason, Duration.ZERO);
    }
  }

  /**
   * This will not work later either; after some tries the item is given up.
   *
   * @param reason for people
   */
  record Refused(String reason) implements Step {}

  /** The workers are being closed; the item is as it was. */
  record Stopped() implements Step {}
}

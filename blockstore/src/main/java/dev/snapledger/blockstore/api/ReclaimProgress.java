package dev.snapledger.blockstore.api;

/** Told how far a reclaim is, often; it may wait to slow it down, or throw to end it. */
public interface ReclaimProgress {
  /**
   * Called between two steps, with no lock held.
   *
   * @param movedBytes bytes written elsewhere so far
   * @param toMoveBytes bytes to be written elsewhere in all, as known before
   */
  void moved(long movedBytes, long toMoveBytes);
}

package dev.snapledger.blockstore.scrub;

import dev.snapledger.blockstore.api.BlockStore;

/** A store that can look for damage in what it keeps. */
public interface ScrubbableStore extends BlockStore, RecordHealer {
  /**
   * Reads everything the store keeps and reports what is broken. Other requests go on meanwhile;
   * what they add is left to the next scrub, what they remove is passed over.
   *
   * @throws dev.snapledger.blockstore.api.InvalidRequestException if a scrub runs already, or the
   *     request would write to a store opened for reading only
   * @throws dev.snapledger.blockstore.api.StoreFaultException if the store is closed meanwhile
   */
  ScrubReport scrub(ScrubRequest request, ScrubListener listener);
}

package dev.snapledger.blockstore.api;

/**
 * A request that contradicts what the store holds: a shrink, an id used for something else, a
 * source larger than its target; or a change of a store opened for reading only.
 */
public final class InvalidRequestException extends BlockStoreException {
  private static final long serialVersionUID = 1L;

  public InvalidRequestException(String message) {
    super(message);
  }
}

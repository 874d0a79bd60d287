package dev.snapledger.blockstore.api;

/** The directory was written by a newer version, or is not a store at all. */
public final class UnsupportedFormatException extends BlockStoreException {
  private static final long serialVersionUID = 1L;

  public UnsupportedFormatException(String message) {
    super(message);
  }
}

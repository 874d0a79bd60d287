package dev.snapledger.blockstore.api;

/** Another process, or another open store of this one, holds the directory. */
public final class StoreInUseException extends BlockStoreException {
  private static final long serialVersionUID = 1L;

  public StoreInUseException(String message) {
    super(message);
  }
}

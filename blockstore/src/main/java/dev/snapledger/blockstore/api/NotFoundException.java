package dev.snapledger.blockstore.api;

/** No volume or image with that id is in this store. */
public final class NotFoundException extends BlockStoreException {
  private static final long serialVersionUID = 1L;

  public NotFoundException(String message) {
    super(message);
  }
}

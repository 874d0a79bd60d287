package dev.snapledger.blockstore.api;

/** An image cannot be deleted while a volume made from it still reads from it. */
public final class ImageInUseException extends BlockStoreException {
  private static final long serialVersionUID = 1L;

  public ImageInUseException(String message) {
    super(message);
  }
}

package dev.snapledger.blockstore.transfer;

/** A file that is no disk image this store can take; the message says what it looks like. */
public final class UnsupportedImageException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  UnsupportedImageException(String message) {
    super(message);
  }
}

package dev.snapledger.blockstore.api;

import org.jspecify.annotations.Nullable;

/**
 * No space is left; nothing acknowledged is lost, and the request can be repeated when there is
 * space.
 */
public final class StoreFullException extends BlockStoreException {
  private static final long serialVersionUID = 1L;

  public StoreFullException(String message) {
    super(message);
  }

  public StoreFullException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}

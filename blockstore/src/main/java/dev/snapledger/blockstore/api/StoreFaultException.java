package dev.snapledger.blockstore.api;

import org.jspecify.annotations.Nullable;

/**
 * Reading or writing failed for a reason other than missing space; nothing acknowledged is lost.
 * After a failed sync the store takes no writes until it is opened again.
 */
public final class StoreFaultException extends BlockStoreException {
  private static final long serialVersionUID = 1L;

  public StoreFaultException(String message) {
    super(message);
  }

  public StoreFaultException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}

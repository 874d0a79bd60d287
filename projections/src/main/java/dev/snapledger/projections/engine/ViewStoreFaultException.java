package dev.snapledger.projections.engine;

import org.jspecify.annotations.Nullable;

/** The view store could not read or write: I/O trouble, no space, in use, or a newer format. */
public final class ViewStoreFaultException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ViewStoreFaultException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}

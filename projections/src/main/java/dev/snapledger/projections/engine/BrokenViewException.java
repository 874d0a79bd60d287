package dev.snapledger.projections.engine;

import org.jspecify.annotations.Nullable;

/** A broken invariant: the log says what cannot be, or the rows are not what the log made. */
public final class BrokenViewException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  public BrokenViewException(String message) {
    super(message);
  }

  public BrokenViewException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}

package dev.snapledger.projections.row;

import org.jspecify.annotations.Nullable;

/** A key or row is not what was written: the store is damaged, or of another version. */
public final class UnreadableRowException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  public UnreadableRowException(String message) {
    super(message);
  }

  public UnreadableRowException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}

package dev.snapledger.blockstore.file;

import java.io.IOException;

/** Somebody else holds a lock. */
public final class LockedException extends IOException {
  private static final long serialVersionUID = 1L;

  public LockedException(String message) {
    super(message);
  }
}

package dev.snapledger.blockstore.object;

import java.io.IOException;

/** A key has no object. */
public final class NoSuchObjectException extends IOException {
  private static final long serialVersionUID = 1L;

  public NoSuchObjectException(String key) {
    super("expected an object with the key " + key + ", but found none");
  }
}

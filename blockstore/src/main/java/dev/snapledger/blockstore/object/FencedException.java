package dev.snapledger.blockstore.object;

import java.io.IOException;

/** Another writer took the files over; this one can never change them again. */
public final class FencedException extends IOException {
  private static final long serialVersionUID = 1L;

  FencedException(String message) {
    super(message);
  }
}

package dev.snapledger.cli.remote;

import dev.snapledger.cli.output.ShownException;

/** There is no server to be asked, or it is another than expected. */
public final class UnreachableException extends ShownException {
  private static final long serialVersionUID = 1L;

  UnreachableException(String message, Throwable cause) {
    super(message, cause);
  }

  UnreachableException(String message) {
    super(message);
  }
}

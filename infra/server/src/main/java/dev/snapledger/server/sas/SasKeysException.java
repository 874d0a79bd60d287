package dev.snapledger.server.sas;

/** Keys cannot be read or saved, or are not kept secret. */
public final class SasKeysException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SasKeysException(String message) {
    super(message);
  }

  SasKeysException(String message, Throwable cause) {
    super(message, cause);
  }
}

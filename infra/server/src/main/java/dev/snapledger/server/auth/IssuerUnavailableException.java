package dev.snapledger.server.auth;

import org.jspecify.annotations.Nullable;

/** The keys of an issuer cannot be had now; whoever asks may try again. */
final class IssuerUnavailableException extends Exception {
  private static final long serialVersionUID = 1L;

  IssuerUnavailableException(String message) {
    this(message, null);
  }

  IssuerUnavailableException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}

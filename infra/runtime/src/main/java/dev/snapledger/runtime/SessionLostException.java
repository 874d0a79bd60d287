package dev.snapledger.runtime;

/**
 * The clients of a session are of no use any more: fenced, or in an unknown state. Everything that
 * was not committed is forgotten, and a new session reads the rest from the log.
 */
final class SessionLostException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SessionLostException(String what, Throwable cause) {
    super(what + ": " + cause, cause);
  }
}

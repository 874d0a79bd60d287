package dev.snapledger.app;

/** A node cannot start; the message says what was expected and found. */
public final class NodeStartException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NodeStartException(String message) {
    super(message);
  }
}

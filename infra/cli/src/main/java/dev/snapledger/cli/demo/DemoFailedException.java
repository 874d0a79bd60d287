package dev.snapledger.cli.demo;

/** Something the demo set out to prove is not so; the message says what was expected and found. */
final class DemoFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DemoFailedException(String message) {
    super(message);
  }

  DemoFailedException(String message, Throwable cause) {
    super(message, cause);
  }
}

package dev.snapledger.cli.output;

/** A failure whose message says all there is to say, so that nobody is told about a trace. */
public class ShownException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ShownException(String message) {
    super(message);
  }

  public ShownException(String message, Throwable cause) {
    super(message, cause);
  }
}

package dev.snapledger.server.query;

/** The log did not give events that it should have; asking again later may do. */
public final class EventLogUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public EventLogUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }

  public EventLogUnavailableException(String message) {
    super(message);
  }
}

package dev.snapledger.runtime.client;

/** An event could not be read now, or is not in the log any more. */
public final class EventUnreadableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  EventUnreadableException(String message) {
    super(message);
  }

  EventUnreadableException(String message, Throwable cause) {
    super(message, cause);
  }
}

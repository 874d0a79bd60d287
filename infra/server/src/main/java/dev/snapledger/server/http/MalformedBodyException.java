package dev.snapledger.server.http;

import java.io.IOException;

/** A body that is not framed as HTTP says, or is longer than any may be. */
public final class MalformedBodyException extends IOException {
  private static final long serialVersionUID = 1L;

  /** What is wrong with it. */
  public enum Fault {
    /** Chunks that are none. */
    CHUNKS,
    /** More than {@link ServerLimits#BODY_BYTES_MAX}. */
    LENGTH
  }

  private final Fault fault;

  MalformedBodyException(Fault fault, Throwable cause) {
    super(textOf(fault), cause);
    this.fault = fault;
  }

  private static String textOf(Fault fault) {
    return switch (fault) {
      case CHUNKS -> "expected a body in chunks as HTTP/1.1 has them, but found another";
      case LENGTH ->
          "expected a body of at most %d bytes, but found more"
              .formatted(ServerLimits.BODY_BYTES_MAX);
    };
  }

  public Fault fault() {
    return fault;
  }

  /** The message, for the caller. */
  public String text() {
    return textOf(fault);
  }
}

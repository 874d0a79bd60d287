package dev.snapledger.bench.process;

import java.io.IOException;

/** Another program that failed; the message has the end of what it said. */
public final class ToolException extends IOException {
  private static final long serialVersionUID = 1L;

  public ToolException(String message) {
    super(message);
  }
}

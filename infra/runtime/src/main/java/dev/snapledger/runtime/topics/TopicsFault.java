package dev.snapledger.runtime.topics;

import org.jspecify.annotations.Nullable;

/** The cluster did not answer, or did not allow; trying again later may help. */
public final class TopicsFault extends RuntimeException {

  private static final long serialVersionUID = 1L;

  TopicsFault(String step, @Nullable Throwable cause) {
    super("expected to %s, but %s".formatted(step, cause), cause);
  }
}

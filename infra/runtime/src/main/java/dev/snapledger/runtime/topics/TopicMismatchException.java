package dev.snapledger.runtime.topics;

import java.util.List;

/** Existing topics are not as the ledger needs them; an operator has to change one or the other. */
public final class TopicMismatchException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  TopicMismatchException(List<String> differences) {
    super("the topics do not fit this ledger: " + String.join("; ", differences));
  }
}

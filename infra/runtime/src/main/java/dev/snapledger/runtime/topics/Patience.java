package dev.snapledger.runtime.topics;

import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.kafka.common.errors.DisconnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks again where no answer came. A broker, its disk or the whole machine may stand still for
 * longer than one wait, and a start that has come so far is not to end for that.
 */
public final class Patience {
  /** How often something is asked: once, and again after each silence. */
  public static final int ASKED_MAX = 3;

  private static final Logger LOG = LoggerFactory.getLogger(Patience.class);

  private Patience() {}

  /**
   * The answer to a question that can be asked twice.
   *
   * @param isSilence which failures mean that no answer came; all others are thrown at once
   * @throws RuntimeException what the question threw: the last time, when it was asked {@link
   *     #ASKED_MAX} times
   */
  public static <T> T ask(Supplier<T> question, Predicate<RuntimeException> isSilence) {
    for (int asked = 1; ; asked++) {
      try {
        return question.get();
      } catch (RuntimeException e) {
        if (asked == ASKED_MAX || !isSilence.test(e)) {
          throw e;
        }
        LOG.warn("No answer, asking again ({} of {}): {}", asked + 1, ASKED_MAX, e.getMessage());
      }
    }
  }

  /** Whether a failure means that the cluster did not answer in time, or was not reached. */
  public static boolean isSilence(RuntimeException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof TimeoutException
          || cause instanceof org.apache.kafka.common.errors.TimeoutException
          || cause instanceof DisconnectException) {
        return true;
      }
    }
    return false;
  }
}

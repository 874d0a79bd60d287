package dev.snapledger.runtime.parallel;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/** Waits for work that throws nothing checked, and throws what it threw. Any thread. */
public final class Pending {
  private Pending() {}

  /**
   * The result of one piece of work; waits for it.
   *
   * @throws InterruptException if the waiting thread is interrupted; the work goes on
   */
  public static <T> T await(Future<T> work) {
    try {
      return work.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw e.getCause() instanceof RuntimeException failure
          ? failure
          : new IllegalStateException(e);
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  /**
   * The results of all, in their order, when all have ended.
   *
   * <p>The first failure in that order is thrown, whichever came first in time; those of later ones
   * are suppressed in it.
   *
   * @throws InterruptException if the waiting thread is interrupted, at once; the work goes on
   */
  public static <T> List<T> awaitAll(List<Future<T>> work) {
    List<T> results = new ArrayList<>(work.size());
    @Nullable RuntimeException first = null;
    for (Future<T> one : work) {
      try {
        results.add(await(one));
      } catch (InterruptException e) {
        throw e;
      } catch (RuntimeException e) {
        if (first == null) {
          first = e;
        } else {
          first.addSuppressed(e);
        }
      }
    }
    if (first != null) {
      throw first;
    }
    return results;
  }
}

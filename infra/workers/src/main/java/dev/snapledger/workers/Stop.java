package dev.snapledger.workers;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * The wish that everything stops soon. Threads are not interrupted, because an interrupt closes the
 * files that a thread reads.
 */
final class Stop {
  private final CompletableFuture<Void> wished = new CompletableFuture<>();

  void wish() {
    wished.complete(null);
  }

  boolean isWished() {
    return wished.isDone();
  }

  /** Throws if it is time to stop; called between blocks of long work. */
  void check() {
    if (isWished()) {
      throw new WorkStoppedException();
    }
  }

  /**
   * Waits for a result.
   *
   * @throws WorkStoppedException if the wish comes first
   */
  <T> T await(CompletableFuture<T> result) {
    try {
      CompletableFuture.anyOf(result, wished).join();
      if (!result.isDone()) {
        throw new WorkStoppedException();
      }
      return result.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }
}

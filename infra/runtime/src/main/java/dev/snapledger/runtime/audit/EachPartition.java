package dev.snapledger.runtime.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/**
 * Does the same work for many partitions, several at a time: on as many threads as there are
 * processors, and never more than partitions.
 *
 * <p>What a partition's work needs (consumers, codecs, state, an engine) is made in it and by its
 * own thread. So memory is that of as many partitions as there are threads.
 */
final class EachPartition {
  private EachPartition() {}

  /**
   * What the work gives for each partition, in their order.
   *
   * <p>A failure does not end the work for the others. The first failure in the order of the
   * partitions is thrown, whichever came first in time; those of later ones are suppressed in it.
   *
   * @param work shares nothing between partitions that is not safe for several threads
   * @throws InterruptException if the waiting thread is interrupted; the work is, too
   */
  static <P, T> List<T> inOrder(List<P> partitions, Function<P, T> work) {
    int threads = Math.min(Runtime.getRuntime().availableProcessors(), partitions.size());
    try (ExecutorService pool =
        Executors.newFixedThreadPool(
            Math.max(1, threads),
            Thread.ofPlatform().name("ledger-audit-", 0).daemon().factory())) {
      List<Future<T>> pending = new ArrayList<>(partitions.size());
      partitions.forEach(each -> pending.add(pool.submit(() -> work.apply(each))));
      return await(pending, pool);
    }
  }

  private static <T> List<T> await(List<Future<T>> pending, ExecutorService pool) {
    List<T> results = new ArrayList<>(pending.size());
    @Nullable Throwable first = null;
    for (Future<T> one : pending) {
      try {
        results.add(one.get());
      } catch (ExecutionException e) {
        first = joined(first, e.getCause() == null ? e : e.getCause());
      } catch (InterruptedException e) {
        pool.shutdownNow();
        throw new InterruptException(e);
      }
    }
    if (first != null) {
      throw unchecked(first);
    }
    return results;
  }

  private static Throwable joined(@Nullable Throwable first, Throwable next) {
    if (first == null) {
      return next;
    }
    first.addSuppressed(next);
    return first;
  }

  /** The work is a function, so it throws nothing that is checked. */
  private static RuntimeException unchecked(Throwable failure) {
    if (failure instanceof Error error) {
      throw error;
    }
    return failure instanceof RuntimeException e ? e : new IllegalStateException(failure);
  }
}

package dev.snapledger.runtime.audit;

import dev.snapledger.runtime.parallel.Pending;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.apache.kafka.common.errors.InterruptException;

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
      try {
        return Pending.awaitAll(pending);
      } catch (InterruptException e) {
        pool.shutdownNow();
        throw e;
      }
    }
  }
}

package dev.snapledger.server.deployment;

import dev.snapledger.server.http.ServerLimits;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Steps on virtual threads. */
public final class ThreadSteps implements Steps {
  private static final Logger LOG = LoggerFactory.getLogger(ThreadSteps.class);

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  @Override
  public void run(Duration after, Runnable step) {
    CompletableFuture.delayedExecutor(after.toMillis(), TimeUnit.MILLISECONDS, threads)
        .execute(step);
  }

  @Override
  public void close() {
    threads.shutdown();
    try {
      if (!threads.awaitTermination(ServerLimits.STOP_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("expected deployments to pause within {}, but some go on", ServerLimits.STOP_MAX);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}

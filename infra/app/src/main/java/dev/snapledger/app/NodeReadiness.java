package dev.snapledger.app;

import dev.snapledger.runtime.LedgerRuntime;
import dev.snapledger.runtime.RuntimeHealth;
import dev.snapledger.runtime.topics.TopicLayout;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Waits until a node's command loop takes commands. */
final class NodeReadiness {
  private static final Duration LOOK_EVERY = Duration.ofMillis(20);

  /** Longest wait: joining a group, and replaying what no checkpoint covers. */
  private static final Duration READY_MAX = Duration.ofMinutes(30);

  private final LedgerRuntime runtime;
  private final boolean alone;
  private final TopicLayout layout;

  /**
   * Watches a runtime.
   *
   * @param alone whether it is the only node, and so owns every partition
   */
  NodeReadiness(LedgerRuntime runtime, boolean alone, TopicLayout layout) {
    this.runtime = runtime;
    this.alone = alone;
    this.layout = layout;
  }

  /**
   * Returns when it takes commands of every partition but those that a broken invariant stopped.
   *
   * @throws NodeStartException if every partition stopped, or it took too long
   */
  void await() {
    long deadline = System.nanoTime() + READY_MAX.toNanos();
    while (!isReady(runtime.health())) {
      if (System.nanoTime() - deadline > 0 || Thread.currentThread().isInterrupted()) {
        throw new NodeStartException(
            "expected the command loop to be ready within %s, but found %s"
                .formatted(READY_MAX, runtime.health()));
      }
      LockSupport.parkNanos(LOOK_EVERY.toNanos());
    }
  }

  private static boolean isStopped(RuntimeHealth.Partition partition) {
    return partition.state() == RuntimeHealth.PartitionState.STOPPED;
  }

  private boolean isReady(RuntimeHealth health) {
    var partitions = health.partitions().values();
    if (!partitions.isEmpty() && partitions.stream().allMatch(NodeReadiness::isStopped)) {
      throw new NodeStartException(
          "expected partitions that take commands, but all of them stopped: " + partitions);
    }
    return health.serving() && (!alone || partitions.size() == layout.partitions());
  }
}

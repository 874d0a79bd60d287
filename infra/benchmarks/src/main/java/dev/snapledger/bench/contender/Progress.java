package dev.snapledger.bench.contender;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** How far the commands of each partition are decided and committed. For any threads. */
final class Progress {
  private static final long WAIT_MINUTES_MAX = 30;

  private final long[] committed;
  private long[] targets = {};
  private long reachedNanos;
  private boolean reached = true;

  Progress(int partitions) {
    this.committed = new long[partitions];
  }

  /** Commands below {@code nextOffset} are done. */
  synchronized void committed(int partition, long nextOffset) {
    committed[partition] = Math.max(committed[partition], nextOffset);
    look();
  }

  /** Sets what is to be reached. */
  synchronized void target(long[] nextOffsets) {
    targets = nextOffsets.clone();
    reached = false;
    look();
  }

  private void look() {
    if (reached) {
      return;
    }
    for (int partition = 0; partition < targets.length; partition++) {
      if (committed[partition] < targets[partition]) {
        return;
      }
    }
    reached = true;
    reachedNanos = System.nanoTime();
    notifyAll();
  }

  /** Waits until all targets are reached; gives when that was. */
  synchronized long await() throws InterruptedException, TimeoutException {
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(WAIT_MINUTES_MAX);
    while (!reached) {
      if (System.nanoTime() > end) {
        throw new TimeoutException(
            "expected all commands to be decided within " + WAIT_MINUTES_MAX + " minutes");
      }
      wait(1_000);
    }
    return reachedNanos;
  }
}

package dev.snapledger.runtime;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The request to stop a loop, and waits that it cuts short. */
final class LoopControl {
  private final CountDownLatch closing = new CountDownLatch(1);

  boolean closing() {
    return closing.getCount() == 0;
  }

  void close() {
    closing.countDown();
  }

  /** Waits for {@code time}, or less when the loop is to stop. */
  void pause(Duration time) {
    try {
      if (closing.await(time.toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      close();
    }
  }
}

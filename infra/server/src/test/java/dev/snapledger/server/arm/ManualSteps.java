package dev.snapledger.server.arm;

import dev.snapledger.server.deployment.Steps;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** Steps of deployments that run when a test says so. */
final class ManualSteps implements Steps {
  private final Deque<Runnable> waiting = new ArrayDeque<>();

  @Override
  public void run(Duration after, Runnable step) {
    waiting.addLast(step);
  }

  /** Runs each step that waits now, once. */
  void runDue() {
    for (int left = waiting.size(); left > 0; left--) {
      waiting.removeFirst().run();
    }
  }

  @Override
  public void close() {
    waiting.clear();
  }
}

package dev.snapledger.server.deployment;

import java.time.Duration;

/** Runs what deployments have to do after their requests were answered. */
public interface Steps extends AutoCloseable {
  /** Runs a step on a thread of its own, after a while. */
  void run(Duration after, Runnable step);

  /** Starts no more steps, and waits for those that run, but not for long. */
  @Override
  void close();
}

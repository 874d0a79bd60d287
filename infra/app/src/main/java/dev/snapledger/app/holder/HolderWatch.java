package dev.snapledger.app.holder;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Looks again and again, on a thread of its own, until it is closed.
 *
 * @param <H> what this node has of the blocks while it holds them
 */
public final class HolderWatch<H extends Held> implements AutoCloseable {
  /** Looks in the time that a holder may be silent. */
  private static final int LOOKS = 5;

  private final Election<H> election;
  private final Duration every;
  private final Semaphore wake = new Semaphore(0);
  private final Thread thread;
  private volatile boolean closed;

  /** Watches with {@code election} from {@link #start} on. */
  public HolderWatch(Election<H> election, Duration silenceMax) {
    this.election = election;
    this.every = silenceMax.dividedBy(LOOKS);
    this.thread = Thread.ofPlatform().daemon().name("holder-watch").unstarted(this::run);
  }

  /** As {@link Election#begin}, and goes on looking. */
  public void start() throws IOException {
    election.begin();
    thread.start();
  }

  /** Where the blocks are held now. */
  public Place<H> place() {
    return election.place();
  }

  /** As {@link Election#publish}; shown at once. */
  public void publish(Supplier<HolderAddress> answeredAt) {
    election.publish(answeredAt);
    wake.release();
  }

  /** As {@link Election#onMove}. */
  public void onMove(Runnable moved) {
    election.onMove(moved);
  }

  private void run() {
    try {
      while (!closed) {
        boolean _ = wake.tryAcquire(every.toNanos(), TimeUnit.NANOSECONDS);
        if (!closed) {
          election.look();
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends looking; a holder leaves, and tells the others. */
  @Override
  public void close() {
    closed = true;
    wake.release();
    try {
      thread.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    election.leave();
  }
}

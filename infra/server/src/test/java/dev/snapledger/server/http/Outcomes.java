package dev.snapledger.server.http;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Remembers what it is told; a request is told of after its answer was sent. */
final class Outcomes implements RequestMeter {
  private final LinkedBlockingQueue<Outcome> told = new LinkedBlockingQueue<>();
  private final AtomicInteger running = new AtomicInteger();

  @Override
  public void begun() {
    running.incrementAndGet();
  }

  @Override
  public void ended(Outcome outcome, long nanos) {
    running.decrementAndGet();
    told.add(outcome);
  }

  /** The next so many, waiting for them. */
  List<Outcome> take(int count) throws InterruptedException {
    var taken = new ArrayList<Outcome>();
    while (taken.size() < count) {
      Outcome next = told.poll(1, TimeUnit.MINUTES);
      if (next == null) {
        throw new AssertionError("expected %d requests, but found %s".formatted(count, taken));
      }
      taken.add(next);
    }
    return taken;
  }

  int running() {
    return running.get();
  }
}

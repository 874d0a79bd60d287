package dev.snapledger.workers;

import dev.snapledger.projections.work.WorkItem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what the log leaves to do: items of one resource one after the other, in the order of their
 * events; those of different resources beside each other, up to the numbers of the settings.
 *
 * <p>Everything it does may be repeated, so it keeps nothing of its own: after a crash it starts
 * from what is still pending. Safe for use by many threads.
 */
public final class Workers implements AutoCloseable {
  /** How often the source is looked at even if it said nothing. */
  static final Duration LOOK_EVERY = Duration.ofSeconds(5);

  private static final Logger LOG = LoggerFactory.getLogger(Workers.class);

  private final WorkersPorts ports;
  private final WorkersSettings settings;
  private final Stop stop = new Stop();
  private final Tasks tasks;
  private final StepRunner steps;
  private final Backlog backlog = new Backlog(Backlog.ITEMS_MAX);
  private final Places places;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition idle = lock.newCondition();
  private final AtomicBoolean woken = new AtomicBoolean();
  private final Runnable listener = this::wake;
  private boolean started;
  private int busy;

  /**
   * Workers that have not begun.
   *
   * @param rate limits how fast disks are filled; may be changed at any time
   */
  public Workers(WorkersPorts ports, WorkersSettings settings, CopyRate rate) {
    this.ports = ports;
    this.settings = settings;
    this.tasks = new Tasks(ports, settings, rate, stop);
    this.steps = new StepRunner(ports.work(), ports.regions(), ports.tracing());
    this.places = new Places(settings.parallel());
  }

  /**
   * Begins; to be called once the projections have caught up with the log, for before that the
   * views show work that was done long ago.
   *
   * @throws IllegalStateException if it was called before
   */
  public void start() {
    lock.lock();
    try {
      if (started) {
        throw new IllegalStateException("expected workers that were not started, but they were");
      }
      started = true;
    } finally {
      lock.unlock();
    }
    ports.work().onNews(listener);
    look();
  }

  /** What they are at. */
  public WorkersHealth health() {
    lock.lock();
    try {
      List<WorkersHealth.StuckItem> stuck = new ArrayList<>();
      for (Resource resource : backlog.resources()) {
        // An item that an event ended meanwhile is taken off at its next try.
        if (resource.trouble != null && ports.work().isPending(resource.first())) {
          stuck.add(
              new WorkersHealth.StuckItem(resource.first(), resource.failures, resource.trouble));
        }
      }
      return new WorkersHealth(backlog.size(), places.taken(), stuck);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Stops at the next block border, gives copy leases back, and waits for that within the bound of
   * the settings. What is not done by then is repeated after the next start.
   */
  @Override
  public void close() {
    ports.work().forget(listener);
    stop.wish();
    lock.lock();
    try {
      if (!awaitIdle()) {
        LOG.warn("Expected all work to stop within {}, but {} go on", settings.closeMax(), busy);
      }
      for (Resource resource : backlog.resources()) {
        if (!resource.busy) {
          resource.abandon();
        }
      }
    } finally {
      lock.unlock();
    }
  }

  private boolean awaitIdle() {
    long nanosLeft = settings.closeMax().toNanos();
    try {
      while (busy > 0 && nanosLeft > 0) {
        nanosLeft = idle.awaitNanos(nanosLeft);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return busy == 0;
  }

  private void look() {
    if (!stop.isWished()) {
      ports.alarm().after(LOOK_EVERY, this::look);
      wake();
    }
  }

  /** Quick, for it runs on the thread that applies events. */
  private void wake() {
    if (!stop.isWished() && woken.compareAndSet(false, true)) {
      ports.executor().execute(this::loadAndPump);
    }
  }

  private void loadAndPump() {
    woken.set(false);
    lock.lock();
    try {
      if (!stop.isWished()) {
        backlog.load(ports.work());
        pump();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Begins as much as there is place for. */
  private void pump() {
    for (Lane lane : Lane.values()) {
      while (places.isFree(lane)) {
        Resource resource = backlog.poll(lane);
        if (resource == null) {
          break;
        }
        places.take(lane);
        resource.running = true;
        execute(resource);
      }
    }
  }

  private void execute(Resource resource) {
    ports.executor().execute(() -> run(resource));
  }

  private void run(Resource resource) {
    WorkItem item;
    WorkTask task;
    @Nullable String givenUpFor;
    lock.lock();
    try {
      if (stop.isWished()) {
        return;
      }
      item = resource.first();
      task = Objects.requireNonNullElseGet(resource.task, () -> tasks.of(item));
      resource.task = task;
      givenUpFor = resource.givenUpFor(settings.retrying().refusalsMax());
      resource.busy = true;
      busy++;
    } finally {
      lock.unlock();
    }
    Step step = steps.take(item, task, givenUpFor);
    lock.lock();
    try {
      resource.busy = false;
      busy--;
      idle.signalAll();
      taken(resource, step);
    } finally {
      lock.unlock();
    }
  }

  private void taken(Resource resource, Step step) {
    switch (step) {
      case Step.Again again -> {
        resource.gotOn();
        goOn(resource, again.pause());
      }
      case Step.Turn _ -> {
        resource.gotOn();
        leave(resource);
        backlog.offer(resource);
      }
      case Step.Finished _ -> {
        leave(resource);
        backlog.pop(resource);
        backlog.offer(resource);
      }
      case Step.Later later -> {
        leave(resource);
        retry(resource, later.reason(), later.delayMin());
      }
      case Step.Refused refused -> {
        leave(resource);
        resource.refused(refused.reason());
        retry(resource, refused.reason(), Duration.ZERO);
      }
      case Step.Stopped _ -> leave(resource);
    }
    if (!stop.isWished()) {
      pump();
    }
  }

  private void goOn(Resource resource, Duration pause) {
    if (pause.isZero()) {
      execute(resource);
    } else {
      ports.alarm().after(pause, () -> execute(resource));
    }
  }

  private void leave(Resource resource) {
    places.leave(Lane.of(resource.first()));
    resource.running = false;
  }

  private void retry(Resource resource, String reason, Duration delayMin) {
    resource.failures++;
    resource.trouble = reason;
    Duration backoff = settings.retrying().backoff(resource.failures);
    Duration delay = backoff.compareTo(delayMin) < 0 ? delayMin : backoff;
    LOG.debug("Try again in {}: {}: {}", delay, resource.first(), reason);
    ports.alarm().after(delay, () -> offerAgain(resource));
  }

  private void offerAgain(Resource resource) {
    lock.lock();
    try {
      if (!stop.isWished()) {
        backlog.offer(resource);
        pump();
      }
    } finally {
      lock.unlock();
    }
  }
}

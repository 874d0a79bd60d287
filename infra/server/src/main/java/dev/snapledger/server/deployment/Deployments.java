package dev.snapledger.server.deployment;

import dev.snapledger.commands.id.SubscriptionId;
import dev.snapledger.server.arm.GroupContents;
import dev.snapledger.server.http.ApiError;
import dev.snapledger.server.http.ApiException;
import dev.snapledger.server.http.Json;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All deployments: those that run and those that are kept. One that is kept as running but does not
 * run was left by a server that stopped; it is taken up again, or shown as failed and can be put
 * again. Safe for many threads.
 */
public final class Deployments implements GroupContents, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Deployments.class);
  private static final Duration LOOK_FIRST = Duration.ofMillis(20);
  private static final Duration LOOK_MAX = Duration.ofSeconds(1);

  private final DeploymentStore store;
  private final InstantSource time;
  private final Steps steps;
  private final Map<DeploymentKey, DeploymentRun> running = new ConcurrentHashMap<>();
  private volatile boolean closed;

  /**
   * Opens what a folder holds.
   *
   * @param steps where deployments go on; closed with this
   */
  public Deployments(Path folder, InstantSource time, Steps steps) {
    this.store = new DeploymentStore(folder);
    this.time = time;
    this.steps = steps;
  }

  DeploymentStore store() {
    return store;
  }

  InstantSource time() {
    return time;
  }

  /** One of them; null if there is none. */
  @Nullable DeploymentRow find(DeploymentKey key) {
    for (int looks = 1; ; looks++) {
      DeploymentRun run = running.get(key);
      if (run != null) {
        return run.row();
      }
      DeploymentRow kept = store.find(key);
      if (kept == null || !kept.isActive()) {
        return kept;
      }
      if (looks > 1) { // It did not end between the two looks, so nobody runs it.
        return interrupted(kept, "");
      }
    }
  }

  private static DeploymentRow interrupted(DeploymentRow kept, String why) {
    return kept.stopped(
        DeploymentState.FAILED,
        kept.changed(),
        DeploymentErrors.of(
            "DeploymentInterrupted",
            "expected the deployment to go on to its end, but the server stopped before%s; put it again"
                .formatted(why)));
  }

  /** Prepares a deployment that was left. */
  @FunctionalInterface
  interface Preparing {
    /**
     * Prepares it.
     *
     * @throws ApiException if it cannot go on
     */
    Preparation.Prepared prepare(DeploymentStore.Left left);
  }

  /**
   * Takes up those that a server left when it stopped. To be called before anybody asks for one;
   * what cannot go on is interrupted, and keeps none of the others from going on.
   */
  void takeUp(Preparing preparing) {
    for (DeploymentStore.Left left : store.left()) {
      String id = left.row().request().correlationId();
      try {
        goOn(left, preparing.prepare(left));
        LOG.info("deployment {} goes on", id);
      } catch (ApiException e) {
        interrupt(left, ", and cannot go on: " + e.error().message());
      } catch (RuntimeException e) { // Nothing of it may reach the start of the server.
        LOG.error("deployment {} cannot go on", id, e);
        interrupt(left, ", and cannot go on: the server failed; deployment " + id);
      }
    }
  }

  private void goOn(DeploymentStore.Left left, Preparation.Prepared prepared) {
    DeploymentKey key = left.row().place().key();
    var run =
        new DeploymentRun(prepared.row(), prepared.template(), prepared.client(), store, time);
    running.put(key, run);
    steps.run(Duration.ZERO, () -> step(key, run, LOOK_FIRST));
  }

  /** What cannot be kept is shown all the same, as nobody runs it. */
  private void interrupt(DeploymentStore.Left left, String why) {
    try {
      store.update(interrupted(left.row(), why));
    } catch (RuntimeException e) {
      LOG.error(
          "deployment {} cannot be kept as interrupted", left.row().request().correlationId(), e);
    }
  }

  /**
   * Starts one.
   *
   * @param prepared the deployment, not begun
   * @throws ApiException if one of that name runs, or too many do
   */
  void start(Preparation.Prepared prepared, DeploymentRequest request) {
    DeploymentRow row = prepared.row();
    DeploymentKey key = row.place().key();
    var run = new DeploymentRun(row, prepared.template(), prepared.client(), store, time);
    if (running.putIfAbsent(key, run) != null) {
      throw DeploymentErrors.active(row.place().name());
    }
    try {
      if (running.size() > DeploymentLimits.RUNNING_MAX || closed) {
        throw busy();
      }
      store.create(
          row,
          prepared.requester(),
          Json.write(request.keptTemplate()),
          name -> isRunning(key.subscription(), key.group(), name));
      steps.run(Duration.ZERO, () -> step(key, run, LOOK_FIRST));
    } catch (RuntimeException e) {
      running.remove(key, run);
      throw e;
    }
  }

  private boolean isRunning(SubscriptionId subscription, String group, String name) {
    return running.containsKey(new DeploymentKey(subscription, group, name));
  }

  private static ApiException busy() {
    return new ApiException(
        new ApiError(
            503,
            "ServiceUnavailable",
            "expected at most %d deployments to run at a time, but there are as many"
                .formatted(DeploymentLimits.RUNNING_MAX)),
        Map.of("Retry-After", "5"));
  }

  private void step(DeploymentKey key, DeploymentRun run, Duration pause) {
    if (closed) {
      return;
    }
    boolean more = false;
    try {
      more = run.step();
    } catch (RuntimeException e) { // Nothing of it may reach the caller.
      if (closed) {
        return; // The node went first; what is kept says that it ran.
      }
      String id = run.row().request().correlationId();
      LOG.error("deployment {} failed", id, e);
      run.fail("expected the deployment to go on, but the server failed; deployment " + id);
    }
    if (more) {
      Duration twice = pause.multipliedBy(2);
      Duration next = twice.compareTo(LOOK_MAX) > 0 ? LOOK_MAX : twice;
      steps.run(pause, () -> step(key, run, next));
    } else {
      running.remove(key, run);
    }
  }

  /** Ends one that runs; false if it does not. */
  boolean cancel(DeploymentKey key) {
    DeploymentRun run = running.get(key);
    if (run == null) {
      return false;
    }
    run.cancel();
    return true;
  }

  /**
   * Forgets one; what it made stays.
   *
   * @throws ApiException if it runs
   */
  void remove(DeploymentKey key) {
    if (running.containsKey(key)) {
      throw DeploymentErrors.active(key.name());
    }
    store.remove(key);
  }

  @Override
  public void groupDeleted(SubscriptionId subscription, String group) {
    running.forEach(
        (key, run) -> {
          if (key.isIn(subscription, group)) {
            run.abandon();
          }
        });
    store.removeGroup(subscription, group);
  }

  /** Lets go of those that run. */
  @Override
  public void close() {
    closed = true;
    steps.close();
  }
}

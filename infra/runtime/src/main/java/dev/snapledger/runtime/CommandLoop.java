package dev.snapledger.runtime;

import dev.snapledger.runtime.RuntimeHealth.State;
import dev.snapledger.runtime.checkpoint.CheckpointFault;
import java.time.Duration;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that takes commands: runs a session until it is lost, and then the next one.
 *
 * <p>A fault is tried again after a pause that doubles. After {@link #FAULTS_MAX} faults in a row
 * the runtime says that it is unavailable, and goes on trying, because nothing is lost by it.
 */
final class CommandLoop implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(CommandLoop.class);

  /** Faults in a row before the runtime counts as unavailable. */
  static final int FAULTS_MAX = 6;

  /** Empty polls in a row after which a loop without work counts as well again. */
  private static final int IDLE_STEPS_WELL = 5;

  private static final Duration PAUSE_MIN = Duration.ofMillis(100);
  private static final Duration PAUSE_MAX = Duration.ofSeconds(5);

  private final SessionParts parts;
  private final LoopControl control;
  private @Nullable Session session;
  private int faults;
  private int idleSteps;

  CommandLoop(SessionParts parts, LoopControl control) {
    this.parts = parts;
    this.control = control;
  }

  @Override
  public void run() {
    try {
      while (!control.closing()) {
        control.pause(step());
      }
      leave();
    } finally {
      ended();
      drop();
    }
  }

  private void ended() {
    if (control.closing()) {
      parts.health().state(State.CLOSED, "");
    } else {
      parts.health().state(State.UNAVAILABLE, "the loop ended by an error; the log tells more");
    }
  }

  /** Joins, or takes one batch; gives how long to wait before the next step. */
  Duration step() {
    try {
      if (session == null) {
        join();
      } else {
        well(session.step());
      }
      return Duration.ZERO;
    } catch (BatchAbortedException e) {
      return fault(e);
    } catch (SessionLostException | KafkaException | CheckpointFault | IllegalStateException e) {
      lose(e);
      return fault(e);
    }
  }

  /** Ends the session in hand in good order; the next step would join anew. */
  void leave() {
    Session left = session;
    if (left == null) {
      return;
    }
    try {
      left.leave();
      drop();
    } catch (SessionLostException | KafkaException | CheckpointFault | IllegalStateException e) {
      lose(e);
      LOG.info("Closing on {}", e.toString());
    }
  }

  private void join() {
    Session joined = Session.open(parts);
    session = joined;
    joined.join();
    parts.health().state(faults == 0 ? State.RUNNING : State.RETRYING, "");
  }

  private void lose(RuntimeException why) {
    parts.metrics().sessionLost();
    try {
      drop();
    } catch (KafkaException | IllegalStateException e) {
      why.addSuppressed(e);
    }
  }

  private void drop() {
    Session dropped = session;
    session = null;
    if (dropped != null) {
      dropped.close();
    }
  }

  private void well(Session.Step step) {
    idleSteps = step == Session.Step.IDLE ? idleSteps + 1 : 0;
    if (faults > 0 && (step == Session.Step.COMMITTED || idleSteps >= IDLE_STEPS_WELL)) {
      LOG.info("Well again after {} faults", faults);
      faults = 0;
      parts.health().state(State.RUNNING, "");
    }
  }

  private Duration fault(RuntimeException fault) {
    if (control.closing()) {
      LOG.info("Closing on {}", fault.toString());
      return Duration.ZERO;
    }
    faults++;
    idleSteps = 0;
    State state = faults < FAULTS_MAX ? State.RETRYING : State.UNAVAILABLE;
    LOG.warn("Fault {} in a row", faults, fault);
    parts.health().state(state, String.valueOf(fault.getMessage()));
    Duration pause = PAUSE_MIN.multipliedBy(1L << Math.min(faults - 1, 10));
    return pause.compareTo(PAUSE_MAX) < 0 ? pause : PAUSE_MAX;
  }
}

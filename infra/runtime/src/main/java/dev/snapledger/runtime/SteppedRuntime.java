package dev.snapledger.runtime;

import dev.snapledger.commands.trace.Tracing;
import dev.snapledger.runtime.checkpoint.CheckpointStore;
import dev.snapledger.runtime.kafka.LogClients;
import dev.snapledger.runtime.partition.CommandEngine;
import dev.snapledger.runtime.partition.StateDigest;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * The loop of a {@link LedgerRuntime} without a thread of its own: whoever holds it takes its
 * steps, as a simulation does that decides what happens between them. For one thread.
 *
 * <p>A process that dies is a runtime that is stepped no more.
 */
public final class SteppedRuntime {
  /** Always ahead, however small rounds are: more happens in a simulated step. */
  private static final int AHEAD_RECORDS_MIN = 1;

  private final SessionParts parts;
  private final CommandLoop loop;

  /**
   * A runtime that has not joined its group.
   *
   * @param engines makes what decides commands
   * @param store its checkpoints
   * @param checkpointWriter runs the writing of checkpoints and the taking of digests
   * @param transactions runs transactions; the loop runs one itself that was not begun when it has
   *     to wait for it
   */
  public SteppedRuntime(
      LogClients clients,
      RuntimeSettings settings,
      CommandEngine.Factory engines,
      CheckpointStore store,
      Executor checkpointWriter,
      Executor transactions) {
    this.parts =
        SessionParts.of(
            settings,
            clients,
            engines,
            store,
            checkpointWriter,
            transactions,
            AHEAD_RECORDS_MIN,
            (_, _, _) -> {},
            RuntimeMetrics.NONE,
            Tracing.NONE);
    this.loop = new CommandLoop(parts, new LoopControl());
  }

  /** Joins the group, or takes one batch; gives how long to wait before the next step. */
  public Duration step() {
    return loop.step();
  }

  /** Copies what other nodes own a little further; gives how long to wait before the next time. */
  public Duration stepStandby() {
    return parts.standby().step();
  }

  /**
   * Leaves the group and writes checkpoints, which the executor must run at once; a further step
   * would join again.
   */
  public void leave() {
    loop.leave();
    parts.standby().close();
  }

  /** How it is now. */
  public RuntimeHealth health() {
    return parts.health().read();
  }

  /** As {@link LedgerRuntime#stateDigests}; completed by a later step and the executor. */
  public CompletableFuture<List<StateDigest>> stateDigests() {
    return parts.checkpoints().digests();
  }
}

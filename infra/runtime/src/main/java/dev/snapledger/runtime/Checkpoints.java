package dev.snapledger.runtime;

import dev.snapledger.runtime.checkpoint.CheckpointStore;
import dev.snapledger.runtime.checkpoint.LogPosition;
import dev.snapledger.runtime.partition.FrozenState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes checkpoints now and then, one partition at a time, on another thread while the loop goes
 * on. A checkpoint that fails is logged and tried again later: the log is whole without it.
 */
final class Checkpoints {
  private static final Logger LOG = LoggerFactory.getLogger(Checkpoints.class);

  private final CheckpointStore store;
  private final int eventsBetween;
  private final Executor executor;
  private @Nullable Running running;

  private record Running(OwnedPartition owned, CompletableFuture<Void> written) {}

  Checkpoints(CheckpointStore store, int eventsBetween, Executor executor) {
    this.store = store;
    this.eventsBetween = eventsBetween;
    this.executor = executor;
  }

  /** Ends a checkpoint that is written, and begins one that is due; no batch may be open. */
  void step(Collection<OwnedPartition> owned) {
    if (running != null && running.written().isDone()) {
      finish();
    }
    if (running == null) {
      for (OwnedPartition one : owned) {
        if (one.eventsSinceCheckpoint() >= eventsBetween) {
          begin(one);
          return;
        }
      }
    }
  }

  /** Writes a checkpoint of each partition that lacks one; returns when they are durable. */
  void writeAll(Collection<OwnedPartition> owned) {
    if (running != null) {
      finish();
    }
    for (OwnedPartition one : owned) {
      if (one.eventsSinceCheckpoint() > 0) {
        begin(one);
        finish();
      }
    }
  }

  private void begin(OwnedPartition owned) {
    FrozenState frozen = owned.state().freeze();
    LogPosition position = owned.position();
    owned.checkpointBegun();
    running =
        new Running(owned, CompletableFuture.runAsync(() -> write(frozen, position), executor));
  }

  private void write(FrozenState frozen, LogPosition position) {
    try {
      store.write(frozen, position);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void finish() {
    Running ended = running;
    if (ended == null) {
      return;
    }
    running = null;
    try {
      ended.written().join();
    } catch (CompletionException e) {
      LOG.warn("No checkpoint of partition {}", ended.owned().state().partition(), e.getCause());
    } finally {
      ended.owned().state().thaw();
    }
  }
}

package dev.snapledger.runtime;

import dev.snapledger.commands.codec.EntityCodec;
import dev.snapledger.runtime.checkpoint.CheckpointStore;
import dev.snapledger.runtime.checkpoint.LogPosition;
import dev.snapledger.runtime.partition.FrozenState;
import dev.snapledger.runtime.partition.StateDigest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads committed state on another thread while the loop goes on: writes checkpoints now and then,
 * one partition at a time, and takes the digests that an audit asks for.
 *
 * <p>A checkpoint that fails is logged and tried again later: the log is whole without it. For the
 * loop's thread, but for {@link #digests}.
 */
final class Checkpoints {
  private static final Logger LOG = LoggerFactory.getLogger(Checkpoints.class);

  private final CheckpointStore store;
  private final int eventsBetween;
  private final Executor executor;
  private final Queue<CompletableFuture<List<StateDigest>>> asked = new ConcurrentLinkedQueue<>();
  private @Nullable Running running;

  /** Work on frozen partitions. */
  private record Running(List<OwnedPartition> frozen, CompletableFuture<Void> done) {}

  Checkpoints(CheckpointStore store, int eventsBetween, Executor executor) {
    this.store = store;
    this.eventsBetween = eventsBetween;
    this.executor = executor;
  }

  /** Asks for the digests of all owned partitions; for any thread. */
  CompletableFuture<List<StateDigest>> digests() {
    CompletableFuture<List<StateDigest>> digests = new CompletableFuture<>();
    asked.add(digests);
    return digests;
  }

  /** Ends work that is done, and begins what is due; no batch may be open. */
  void step(Collection<OwnedPartition> owned) {
    if (running != null && running.done().isDone()) {
      finish();
    }
    if (running != null) {
      return;
    }
    CompletableFuture<List<StateDigest>> digests = asked.poll();
    if (digests != null) {
      beginDigests(List.copyOf(owned), digests);
      return;
    }
    for (OwnedPartition one : owned) {
      if (one.eventsSinceCheckpoint() >= eventsBetween) {
        beginCheckpoint(one);
        return;
      }
    }
  }

  /** Writes a checkpoint of each partition that lacks one; returns when they are durable. */
  void writeAll(Collection<OwnedPartition> owned) {
    finish();
    for (OwnedPartition one : owned) {
      if (one.eventsSinceCheckpoint() > 0) {
        beginCheckpoint(one);
        finish();
      }
    }
  }

  /** Fails what was asked for and not begun. */
  void close() {
    for (var digests = asked.poll(); digests != null; digests = asked.poll()) {
      digests.completeExceptionally(new IllegalStateException("the runtime was closed"));
    }
  }

  private void beginCheckpoint(OwnedPartition owned) {
    FrozenState frozen = owned.state().freeze();
    LogPosition position = owned.position();
    owned.checkpointBegun();
    begin(List.of(owned), () -> write(frozen, position));
  }

  private void beginDigests(
      List<OwnedPartition> owned, CompletableFuture<List<StateDigest>> digests) {
    List<FrozenState> states = owned.stream().map(one -> one.state().freeze()).toList();
    List<Long> offsets = owned.stream().map(one -> one.position().nextEventOffset()).toList();
    begin(
        owned,
        () -> {
          try {
            digests.complete(digestsOf(states, offsets));
          } finally {
            digests.completeExceptionally(new IllegalStateException("no digest could be taken"));
          }
        });
  }

  private static List<StateDigest> digestsOf(List<FrozenState> states, List<Long> offsets) {
    EntityCodec codec = new EntityCodec();
    List<StateDigest> digests = new ArrayList<>();
    for (int i = 0; i < states.size(); i++) {
      FrozenState state = states.get(i);
      digests.add(
          StateDigest.of(state.partition(), offsets.get(i), state.entities().values(), codec));
    }
    return digests;
  }

  private void begin(List<OwnedPartition> frozen, Runnable work) {
    running = new Running(frozen, CompletableFuture.runAsync(work, executor));
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
      ended.done().join();
    } catch (CompletionException e) {
      LOG.warn("No checkpoint or digest of {} partitions", ended.frozen().size(), e.getCause());
    } finally {
      ended.frozen().forEach(one -> one.state().thaw());
    }
  }
}

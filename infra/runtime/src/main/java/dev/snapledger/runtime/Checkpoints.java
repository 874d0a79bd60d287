package dev.snapledger.runtime;

import dev.snapledger.commands.codec.EntityCodec;
import dev.snapledger.runtime.checkpoint.CheckpointStore;
import dev.snapledger.runtime.checkpoint.LogPosition;
import dev.snapledger.runtime.partition.FrozenState;
import dev.snapledger.runtime.partition.PartitionState;
import dev.snapledger.runtime.partition.StateDigest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import org.apache.kafka.common.errors.InterruptException;
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

  /** So many times the changes between checkpoints may gather before the loop waits for one. */
  static final int WAITING_CHANGES_FACTOR = 4;

  private final CheckpointStore store;
  private final int changesBetween;
  private final Executor executor;
  private final Queue<CompletableFuture<List<StateDigest>>> asked = new ConcurrentLinkedQueue<>();
  private @Nullable Running running;

  /** What a freeze is for, and so how it ends. */
  private enum Purpose {
    CHECKPOINT,
    DIGEST
  }

  /** Work on frozen partitions. */
  private record Running(Purpose purpose, List<OwnedPartition> frozen, FutureTask<Void> work) {}

  Checkpoints(CheckpointStore store, int changesBetween, Executor executor) {
    this.store = store;
    this.changesBetween = changesBetween;
    this.executor = executor;
  }

  /** Asks for the digests of all owned partitions; for any thread. */
  CompletableFuture<List<StateDigest>> digests() {
    CompletableFuture<List<StateDigest>> digests = new CompletableFuture<>();
    asked.add(digests);
    return digests;
  }

  /** Whether {@link #step} is to be called. */
  boolean due(Collection<OwnedPartition> owned) {
    long changes = changes(owned);
    if (running == null) {
      return changes >= changesBetween || !asked.isEmpty();
    }
    return running.work().isDone() || changes >= WAITING_CHANGES_FACTOR * (long) changesBetween;
  }

  private static long changes(Collection<OwnedPartition> owned) {
    return owned.stream().mapToLong(one -> one.state().changes()).sum();
  }

  /** Ends the work in hand, and begins what is {@link #due}; no batch may be in hand. */
  void step(Collection<OwnedPartition> owned) {
    settle();
    CompletableFuture<List<StateDigest>> digests = asked.poll();
    if (digests != null) {
      beginDigests(List.copyOf(owned), digests);
    } else if (changes(owned) >= changesBetween) {
      beginCheckpoint(
          owned.stream().max(Comparator.comparingInt(one -> one.state().changes())).orElseThrow());
    }
  }

  /** Writes a checkpoint of each partition that lacks one; returns when they are written. */
  void writeAll(Collection<OwnedPartition> owned) {
    settle();
    for (OwnedPartition one : owned) {
      if (one.state().changes() > 0) {
        beginCheckpoint(one);
        settle();
      }
    }
  }

  /**
   * Writes a state that is being replayed, if it has grown as large as checkpoints are apart.
   *
   * @param position how much of the log it contains
   */
  void spill(PartitionState state, LogPosition position) {
    if (state.changes() < changesBetween) {
      return;
    }
    settle();
    FrozenState frozen = state.freeze();
    store.write(frozen, position);
    state.thawWritten();
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
    begin(Purpose.CHECKPOINT, List.of(owned), () -> store.write(frozen, position));
  }

  private void beginDigests(
      List<OwnedPartition> owned, CompletableFuture<List<StateDigest>> digests) {
    List<FrozenState> states = owned.stream().map(one -> one.state().freeze()).toList();
    List<Long> offsets = owned.stream().map(one -> one.position().nextEventOffset()).toList();
    begin(
        Purpose.DIGEST,
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
      digests.add(states.get(i).digest(offsets.get(i), codec));
    }
    return digests;
  }

  private void begin(Purpose purpose, List<OwnedPartition> frozen, Runnable work) {
    FutureTask<Void> task = new FutureTask<>(work, null);
    running = new Running(purpose, frozen, task);
    executor.execute(task);
  }

  /** Ends the work in hand, if there is any: waits for it, or does it if nobody began yet. */
  void settle() {
    Running ended = running;
    if (ended == null) {
      return;
    }
    running = null;
    boolean written = false;
    try {
      ended.work().run();
      ended.work().get();
      written = ended.purpose() == Purpose.CHECKPOINT;
    } catch (ExecutionException e) {
      LOG.warn("No {} of {} partitions", ended.purpose(), ended.frozen().size(), e.getCause());
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    } finally {
      for (OwnedPartition one : ended.frozen()) {
        if (written) {
          one.state().thawWritten();
        } else {
          one.state().thawUnwritten();
        }
      }
    }
  }
}

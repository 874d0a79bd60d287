package dev.snapledger.cli.demo;

import dev.snapledger.app.LedgerNode;
import dev.snapledger.blockstore.api.BlockStore;
import dev.snapledger.commands.id.DiskId;
import dev.snapledger.commands.id.SnapshotId;
import dev.snapledger.commands.id.SubscriptionId;
import dev.snapledger.commands.reply.Accepted;
import dev.snapledger.commands.type.Policy;
import dev.snapledger.commands.type.ResourceName;
import dev.snapledger.projections.answer.Answer;
import dev.snapledger.projections.answer.MinOffset;
import dev.snapledger.projections.chain.SnapshotRow;
import dev.snapledger.projections.chain.SnapshotState;
import dev.snapledger.projections.disk.BackgroundCopyState;
import dev.snapledger.projections.disk.DiskRow;
import dev.snapledger.projections.query.LedgerQuery;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the demo asks a node for: answers of the views, and waiting for work to be done. */
final class DemoLedger {
  /** Longest a demo waits for one piece of work: a full copy of a large image on a slow disk. */
  static final Duration WORK_TIME_MAX = Duration.ofMinutes(30);

  /** Slow enough that a disk of 1 GiB is not filled before the next command is decided. */
  private static final long SLOW_BYTES_PER_SECOND = 16L << 20;

  /** How soon waiting ends when the process shall end. */
  private static final Duration LOOK_EVERY = Duration.ofMillis(500);

  private final LedgerNode node;
  private final InstantSource time;
  private final Runnable border;

  /**
   * Asks a node.
   *
   * @param border run now and then while something is waited for; may throw to end that
   */
  DemoLedger(LedgerNode node, InstantSource time, Runnable border) {
    this.node = node;
    this.time = time;
    this.border = border;
  }

  BlockStore store(String region) {
    return node.store(region);
  }

  /** Makes the volume of a disk if no worker has yet. */
  void ensureVolume(DiskRow disk) {
    node.ensureVolume(disk);
  }

  /** Asks, and fails the demo if there is no answer. */
  <R> R ask(LedgerQuery<R> query) {
    return node.queries().ask(query).orThrow();
  }

  /** Position a query must have reached to show what a command did. */
  @Nullable MinOffset after(SubscriptionId subscription, Accepted accepted) {
    Long last = accepted.lastEventOffset();
    return last == null ? null : new MinOffset(node.partitionOf(subscription), last);
  }

  /** Waits until the views show a snapshot, and returns it. */
  SnapshotRow awaitSnapshot(SubscriptionId subscription, ResourceName name) {
    var query = new LedgerQuery.FindSnapshot(subscription, name, null);
    await(
        "snapshot " + name.name() + " in the views",
        () -> node.queries().ask(query) instanceof Answer.Found<SnapshotRow>);
    return ask(query);
  }

  /** The policy in force for a subscription. */
  Policy policy(SubscriptionId subscription) {
    return switch (node.queries().ask(new LedgerQuery.FindPolicy(subscription, null))) {
      case Answer.Found<Policy>(Policy policy) -> policy;
      case Answer.Refused<Policy> _ -> DemoPolicy.BASE;
    };
  }

  /** Runs something while disks are filled slowly, and lets them be filled fast afterwards. */
  <R> R whileFillingSlowly(Supplier<R> work) {
    long usual = node.copyLimit();
    node.limitCopies(SLOW_BYTES_PER_SECOND);
    try {
      return work.get();
    } finally {
      node.limitCopies(usual);
    }
  }

  /** Waits until a snapshot is completed, and returns it. */
  SnapshotRow completed(SnapshotId id) {
    await("snapshot " + id + " to be completed", () -> hasEnded(id));
    SnapshotRow row = ask(new LedgerQuery.FindSnapshotById(id, null));
    if (row.state() != SnapshotState.COMPLETED) {
      throw new DemoFailedException(
          "expected snapshot %s to be completed, but it is %s: %s"
              .formatted(id, row.state(), row.failure()));
    }
    return row;
  }

  private boolean hasEnded(SnapshotId id) {
    return switch (node.queries().ask(new LedgerQuery.FindSnapshotById(id, null))) {
      case Answer.Found<SnapshotRow>(SnapshotRow row) -> row.state() != SnapshotState.CREATING;
      case Answer.Refused<SnapshotRow> _ -> false;
    };
  }

  /** Waits until a disk made of a snapshot is filled, and returns it. */
  DiskRow filled(DiskId id) {
    await("disk " + id + " to be filled", () -> isFilled(id));
    return ask(new LedgerQuery.FindDiskById(id, null));
  }

  private boolean isFilled(DiskId id) {
    DiskRow disk = ask(new LedgerQuery.FindDiskById(id, null));
    var copy = disk.backgroundCopy();
    if (copy == null || copy.state() == BackgroundCopyState.FAILED) {
      throw new DemoFailedException("expected disk " + id + " to be filled, but found " + copy);
    }
    return copy.state() == BackgroundCopyState.COMPLETED;
  }

  /** Waits until something holds; it is looked at whenever the views change. */
  void await(String what, BooleanSupplier condition) {
    Instant end = time.instant().plus(WORK_TIME_MAX);
    try {
      while (!node.await(condition, LOOK_EVERY)) {
        border.run();
        if (time.instant().isAfter(end)) {
          throw new DemoFailedException(
              "expected %s within %d min, but it is not; %s"
                  .formatted(what, WORK_TIME_MAX.toMinutes(), node.health()));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DemoFailedException("expected " + what + ", but the demo was interrupted", e);
    }
  }
}

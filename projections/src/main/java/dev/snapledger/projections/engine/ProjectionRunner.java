package dev.snapledger.projections.engine;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.ToLongFunction;

/**
 * Applies what the log says to a view store: each call writes one atomic batch with all rows and
 * the applied offset.
 *
 * <p>Applying again what was applied changes nothing. One thread at a time may apply records of one
 * partition, of either feed; different partitions may have different threads; everything else may
 * be called from any thread. If a call throws, nothing of it is written, and it may be repeated.
 */
public final class ProjectionRunner {
  private final ViewStore store;
  private final List<Projection> projections;
  private final BlockMapSink blockMaps;
  private final Map<FeedPartition, Long> applied = new ConcurrentHashMap<>();
  private final List<CommitListener> listeners = new CopyOnWriteArrayList<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private long batches;

  private record FeedPartition(Feed feed, int partition) {}

  /** Applies events to the projections in the order given, then to whatever follows them. */
  public ProjectionRunner(ViewStore store, List<Projection> projections, BlockMapSink blockMaps) {
    this.store = store;
    this.projections = List.copyOf(projections);
    this.blockMaps = blockMaps;
  }

  /**
   * Applies events of a partition.
   *
   * @param records by rising offset; those below {@link #appliedOffset} are skipped
   * @param nextOffset offset at which to go on reading: above all records, and above the
   *     transaction markers that were passed
   * @throws BrokenViewException if an event does not fit the rows; names its partition and offset
   * @throws ViewStoreFaultException if the batch could not be written
   * @throws IllegalArgumentException if offsets do not rise, or reach {@code nextOffset}
   */
  public void apply(int partition, List<EventRecord> records, long nextOffset) {
    applyAll(
        new FeedPartition(Feed.EVENTS, partition),
        records,
        EventRecord::logOffset,
        nextOffset,
        (record, position, batch) ->
            projections.forEach(each -> each.apply(record.event(), position, batch)));
  }

  /** Applies parts of block maps of a partition; everything else is as for {@link #apply}. */
  public void applyBlockMaps(int partition, List<BlockMapRecord> records, long nextOffset) {
    applyAll(
        new FeedPartition(Feed.BLOCK_MAPS, partition),
        records,
        BlockMapRecord::logOffset,
        nextOffset,
        (record, position, batch) -> blockMaps.apply(record.part(), position, batch));
  }

  /** Offset of the next record to be read; 0 if none was. */
  public long appliedOffset(Feed feed, int partition) {
    // Only what was written here is kept, so asking for partitions that do not exist costs nothing.
    Long known = applied.get(new FeedPartition(feed, partition));
    return known == null ? AppliedOffsets.find(store, feed, partition) : known;
  }

  /**
   * Waits until the event at an offset is applied.
   *
   * @param minOffset offset of the event, such as a reply's {@code lastEventOffset}
   * @return whether it is; false when the time was over first
   * @throws InterruptedException if the waiting thread is interrupted
   */
  public boolean awaitApplied(int partition, long minOffset, Duration timeout)
      throws InterruptedException {
    return await(() -> appliedOffset(Feed.EVENTS, partition) > minOffset, timeout);
  }

  /**
   * Waits until a condition on the views holds; it is looked at after each batch, on the calling
   * thread. However long it takes to look, batches do not wait for it.
   *
   * @return whether it does; false when the time was over first
   * @throws InterruptedException if the waiting thread is interrupted
   */
  public boolean await(BooleanSupplier condition, Duration timeout) throws InterruptedException {
    CompletableFuture<Boolean> over =
        new CompletableFuture<Boolean>()
            .completeOnTimeout(true, timeout.toNanos(), TimeUnit.NANOSECONDS);
    try {
      var _ = over.thenRun(this::wakeAll);
      while (true) {
        boolean last = over.isDone();
        long seen = batches();
        if (condition.getAsBoolean()) {
          return true;
        }
        if (last) {
          return false;
        }
        awaitBatchAfter(seen, over);
      }
    } finally {
      over.cancel(false); // Ends the timer.
    }
  }

  private long batches() {
    lock.lock();
    try {
      return batches;
    } finally {
      lock.unlock();
    }
  }

  private void awaitBatchAfter(long seen, CompletableFuture<?> over) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (batches == seen && !over.isDone()) {
        changed.await();
      }
    } finally {
      lock.unlock();
    }
  }

  private void wakeAll() {
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Calls the listener after each batch from now on. */
  public void onCommit(CommitListener listener) {
    listeners.add(listener);
  }

  /** Calls the listener no more. */
  public void removeListener(CommitListener listener) {
    listeners.remove(listener);
  }

  private interface Step<T> {
    void apply(T record, LogPosition position, ViewBatch batch);
  }

  private <T> void applyAll(
      FeedPartition at,
      List<T> records,
      ToLongFunction<T> offsetOf,
      long nextOffset,
      Step<T> step) {
    long from = appliedOffset(at.feed(), at.partition());
    checkRising(records, offsetOf, nextOffset);
    if (nextOffset <= from) {
      return;
    }
    ViewBatch batch = store.batch();
    for (T record : records) {
      long logOffset = offsetOf.applyAsLong(record);
      if (logOffset >= from) {
        applyOne(at, record, logOffset, batch, step);
      }
    }
    AppliedOffsets.put(batch, at.feed(), at.partition(), nextOffset);
    store.commit(batch);
    applied.put(at, nextOffset);
    wake(at, nextOffset);
  }

  private static <T> void applyOne(
      FeedPartition at, T record, long logOffset, ViewBatch batch, Step<T> step) {
    try {
      step.apply(record, new LogPosition(at.partition(), logOffset), batch);
    } catch (ViewStoreFaultException e) {
      throw e;
    } catch (RuntimeException e) { // Whatever a record that nobody foresaw does to a view.
      throw new BrokenViewException(
          "%s, partition %d, offset %d: %s"
              .formatted(at.feed(), at.partition(), logOffset, e.getMessage()),
          e);
    }
  }

  private static <T> void checkRising(
      List<T> records, ToLongFunction<T> offsetOf, long nextOffset) {
    long last = -1;
    for (T record : records) {
      long logOffset = offsetOf.applyAsLong(record);
      if (logOffset <= last || logOffset >= nextOffset) {
        throw new IllegalArgumentException(
            "expected offsets rising from above %d to below %d, but found %d"
                .formatted(last, nextOffset, logOffset));
      }
      last = logOffset;
    }
  }

  private void wake(FeedPartition at, long nextOffset) {
    lock.lock();
    try {
      batches++;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    listeners.forEach(each -> each.committed(at.feed(), at.partition(), nextOffset));
  }
}

package dev.snapledger.projections.work;

import dev.snapledger.projections.engine.LogPosition;
import dev.snapledger.projections.engine.Row;
import dev.snapledger.projections.engine.RowCursor;
import dev.snapledger.projections.engine.ViewBatch;
import dev.snapledger.projections.engine.ViewReader;
import dev.snapledger.projections.engine.ViewStore;
import dev.snapledger.projections.row.Key;
import dev.snapledger.projections.row.KeyRange;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the log leaves to do, in the order of the events. Safe for use by many threads.
 *
 * <p>To hear of new items, listen to the {@code ProjectionRunner} and read again; listening alone
 * is not enough, because a call may be lost.
 */
public final class PendingWork {
  private final ViewStore store;

  public PendingWork(ViewStore store) {
    this.store = store;
  }

  /** The first items of a partition, at most so many. */
  public List<WorkItem> items(int partition, int max) {
    return items(KeyRange.ofPrefix(WorkTables.partitionPrefix(partition)), max);
  }

  /** The first items after a position, in its partition, at most so many. */
  public List<WorkItem> itemsAfter(LogPosition position, int max) {
    KeyRange partition = KeyRange.ofPrefix(WorkTables.partitionPrefix(position.partition()));
    return items(partition.after(WorkTables.itemKey(position)), max);
  }

  private List<WorkItem> items(KeyRange range, int max) {
    return store.scan(WorkTables.ITEMS, range).rows(max).stream().map(Row::value).toList();
  }

  /** All items with this subject in a partition, in order. */
  public List<WorkItem> itemsOf(UUID subjectId, int partition) {
    return itemsOf(store, subjectId, partition);
  }

  /** Returns the item at a position, or null when there is none any more. */
  public @Nullable WorkItem find(LogPosition position) {
    return store.find(WorkTables.ITEMS, WorkTables.itemKey(position));
  }

  /**
   * Takes an item off the list, in a small write of its own; to be called when the work is done.
   * Does nothing if it is off already.
   *
   * @throws IllegalArgumentException if the item ends by an event
   */
  public void done(WorkItem item) {
    if (item.ending() != WorkItem.Ending.DONE) {
      throw new IllegalArgumentException(
          "expected an item that no event ends, but found " + item.getClass().getSimpleName());
    }
    ViewBatch batch = store.batch();
    remove(batch, item);
    store.commit(batch);
  }

  /** Adds an item of the event that is being applied: its position is in both keys. */
  static void add(ViewBatch batch, WorkItem item) {
    batch.putNew(WorkTables.ITEMS, WorkTables.itemKey(item.position()), item);
    batch.putNew(
        WorkTables.BY_SUBJECT,
        WorkTables.subjectKey(item.subjectId(), item.position()),
        item.ending());
  }

  static void remove(ViewBatch batch, WorkItem item) {
    batch.remove(WorkTables.ITEMS, WorkTables.itemKey(item.position()));
    batch.remove(WorkTables.BY_SUBJECT, WorkTables.subjectKey(item.subjectId(), item.position()));
  }

  static List<WorkItem> itemsOf(ViewReader reader, UUID subjectId, int partition) {
    List<WorkItem> items = new ArrayList<>();
    Key prefix = WorkTables.subjectPrefix(subjectId, partition);
    try (RowCursor<WorkItem.Ending> rows = reader.scanPrefix(WorkTables.BY_SUBJECT, prefix)) {
      while (rows.hasNext()) {
        LogPosition position = WorkTables.positionOfSubjectKey(rows.next().key());
        WorkItem item = reader.find(WorkTables.ITEMS, WorkTables.itemKey(position));
        // A worker may take an item off between the two reads.
        if (item != null) {
          items.add(item);
        }
      }
    }
    return items;
  }
}

package dev.snapledger.workers;

import dev.snapledger.projections.work.WorkItem;
import java.util.List;
import java.util.Set;

/** Port to what the log leaves to do. Implementations are safe for use by many threads. */
public interface WorkSource {
  /** The partitions whose work this node does; asked again and again, for it may change. */
  Set<Integer> partitions();

  /** The first items of a partition at or after an event offset, by rising offset. */
  List<WorkItem> items(int partition, long fromOffset, int max);

  /** Whether an item that was listed before is still to be done. */
  boolean isPending(WorkItem item);

  /**
   * Takes an item that no event ends off the list; does nothing if it is off already.
   *
   * @throws IllegalArgumentException if the item ends by an event
   */
  void done(WorkItem item);

  /** Calls the listener after new items may have come, on any thread; a call may be lost. */
  void onNews(Runnable listener);

  /** Calls the listener no more. */
  void forget(Runnable listener);
}

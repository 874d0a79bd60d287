package dev.snapledger.workers;

import dev.snapledger.projections.engine.CommitListener;
import dev.snapledger.projections.engine.Feed;
import dev.snapledger.projections.engine.LogPosition;
import dev.snapledger.projections.engine.ProjectionRunner;
import dev.snapledger.projections.work.PendingWork;
import dev.snapledger.projections.work.WorkItem;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** The work that the projections show. */
public final class ProjectedWork implements WorkSource {
  private final PendingWork view;
  private final ProjectionRunner runner;
  private final Supplier<Set<Integer>> partitions;
  private final Map<Runnable, CommitListener> listeners = new ConcurrentHashMap<>();

  /**
   * Reads a view.
   *
   * @param runner says when the view changed
   * @param partitions the partitions whose work this node does; every item should be the work of
   *     one node at a time, though a second one does no harm
   */
  public ProjectedWork(
      PendingWork view, ProjectionRunner runner, Supplier<Set<Integer>> partitions) {
    this.view = view;
    this.runner = runner;
    this.partitions = partitions;
  }

  @Override
  public Set<Integer> partitions() {
    return Collections.unmodifiableSet(new TreeSet<>(partitions.get()));
  }

  @Override
  public List<WorkItem> items(int partition, long fromOffset, int max) {
    return fromOffset == 0
        ? view.items(partition, max)
        : view.itemsAfter(new LogPosition(partition, fromOffset - 1), max);
  }

  @Override
  public boolean isPending(WorkItem item) {
    return view.find(item.position()) != null;
  }

  @Override
  public void done(WorkItem item) {
    view.done(item);
  }

  @Override
  public void onNews(Runnable listener) {
    CommitListener onCommit =
        (feed, _, _) -> {
          if (feed == Feed.EVENTS) {
            listener.run();
          }
        };
    if (listeners.putIfAbsent(listener, onCommit) == null) {
      runner.onCommit(onCommit);
    }
  }

  @Override
  public void forget(Runnable listener) {
    CommitListener onCommit = listeners.remove(listener);
    if (onCommit != null) {
      runner.removeListener(onCommit);
    }
  }
}

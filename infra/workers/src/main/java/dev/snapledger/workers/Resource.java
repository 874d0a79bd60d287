package dev.snapledger.workers;

import dev.snapledger.projections.work.WorkItem;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * The items of one resource, in order, and how the first of them goes. Guarded by the lock of
 * {@link Workers}, but for {@link #task}, which is called without it by who runs the resource.
 */
final class Resource {
  final ResourceKey key;
  final Deque<WorkItem> items = new ArrayDeque<>();

  /** The first item, once it was begun. */
  @Nullable WorkTask task;

  /** Tries that failed since the first item last got on. */
  int failures;

  /** Tries of the first item that ended by an error no retry can heal. */
  int refusals;

  /** Why the last try failed; null if it did not. */
  @Nullable String trouble;

  /** Whether the first item holds a place among those running. */
  boolean running;

  /** Whether a thread is at it. */
  boolean busy;

  Resource(ResourceKey key) {
    this.key = key;
  }

  WorkItem first() {
    return items.element();
  }

  /** The first item is done or none of this node's business any more. */
  void pop() {
    items.remove();
    task = null;
    failures = 0;
    refusals = 0;
    trouble = null;
  }
}

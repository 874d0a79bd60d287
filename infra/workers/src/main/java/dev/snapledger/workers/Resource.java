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
  private int refusals;

  /** Why the last of these did; null if there was none. */
  private @Nullable String refusal;

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

  /** The first item got on. */
  void gotOn() {
    failures = 0;
    trouble = null;
  }

  /** A try of the first item ended by an error no retry can heal. */
  void refused(String reason) {
    refusals++;
    refusal = reason;
  }

  /**
   * Why the first item is to be given up; null while it is to be tried. Stays what it is when
   * giving up itself has to be tried again, so that the ledger is told the cause.
   */
  @Nullable String givenUpFor(int refusalsMax) {
    return refusals < refusalsMax ? null : refusal;
  }

  /** Lets go of what the first item holds that others may wait for. */
  void abandon() {
    WorkTask begun = task;
    task = null;
    if (begun != null) {
      begun.abandon();
    }
  }

  /** The first item is done or none of this node's business any more. */
  void pop() {
    items.remove();
    task = null;
    refusals = 0;
    refusal = null;
    gotOn();
  }
}

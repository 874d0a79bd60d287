package dev.snapledger.workers;

import dev.snapledger.projections.work.WorkItem;
import java.util.List;

/**
 * What the workers are at.
 *
 * @param pending items known and not done, those being done included; at most {@link
 *     Backlog#ITEMS_MAX}
 * @param running items being done
 * @param stuck items whose last try failed, in no order
 */
public record WorkersHealth(int pending, int running, List<StuckItem> stuck) {
  public WorkersHealth {
    stuck = List.copyOf(stuck);
  }

  /**
   * An item that will be tried again.
   *
   * @param failures tries that failed since it last got on
   * @param reason why the last one did, for people
   */
  public record StuckItem(WorkItem item, int failures, String reason) {}
}

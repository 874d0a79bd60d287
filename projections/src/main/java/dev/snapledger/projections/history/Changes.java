package dev.snapledger.projections.history;

import java.util.List;

/**
 * What came behind an offset.
 *
 * @param appliedOffset offset of the next event of the partition to be read; go on behind the one
 *     before it
 * @param events events of the subscription, oldest first; when there were more than asked for, the
 *     newest
 */
public record Changes(long appliedOffset, List<EventPlace> events) {
  public Changes {
    events = List.copyOf(events);
  }
}

package dev.snapledger.projections.engine;

import dev.snapledger.commands.event.Event;

/**
 * Turns events into rows.
 *
 * <p>What it writes depends on the event, its position and the rows of the event's own subscription
 * alone: not on a clock, nor on how events are cut into batches, nor on how far other partitions or
 * feeds are. Called by one thread per partition.
 */
public interface Projection {
  /**
   * Applies one event; called once per event, in the order of its partition.
   *
   * @throws BrokenViewException if the event does not fit the rows
   */
  void apply(Event event, LogPosition position, ViewBatch batch);
}

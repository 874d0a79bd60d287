package dev.snapledger.server.query;

import dev.snapledger.projections.engine.EventRecord;
import java.util.List;

/** Port: the events topic, read at single places. Safe for many threads. */
@FunctionalInterface
public interface EventLog {
  /**
   * Reads events.
   *
   * @param logOffsets offsets of events, falling
   * @return the events, in the same order
   * @throws EventLogUnavailableException if the log does not answer in time, is asked for too much
   *     at a time, or lacks one of them
   */
  List<EventRecord> read(int partition, List<Long> logOffsets);
}

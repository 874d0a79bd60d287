package dev.snapledger.projections.history;

import java.time.Instant;

/** A point in the past of a subscription. */
public sealed interface AsOf {
  /** After the last event that is not later than a time, to the millisecond. */
  record Time(Instant time) implements AsOf {}

  /** After the event at an offset of a partition. */
  record Offset(int partition, long logOffset) implements AsOf {}
}

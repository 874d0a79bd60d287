package dev.snapledger.faults.run;

import dev.snapledger.faults.member.Takeover;
import java.time.Duration;
import java.util.List;

/**
 * What followed from a fault.
 *
 * @param kind what it was
 * @param took from the fault until everything was well again
 * @param first from the fault until each partition that was hit had a new decision
 * @param pause longest time between two decisions of a partition that was hit
 * @param takeovers partitions that came to a member meanwhile
 */
public record FaultReport(
    FaultKind kind, Duration took, Duration first, Duration pause, List<Takeover> takeovers) {
  /** Copies the list. */
  public FaultReport {
    takeovers = List.copyOf(takeovers);
  }
}

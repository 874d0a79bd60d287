package dev.snapledger.faults.run;

import dev.snapledger.faults.check.Findings;
import dev.snapledger.faults.check.LogCheck;
import java.util.List;

/**
 * What a run came to.
 *
 * @param totals what is in the log
 * @param findings what is wrong
 * @param faults what followed from each fault, in order
 * @param states digests that were held against the log
 */
public record Outcome(
    LogCheck.Totals totals, Findings findings, List<FaultReport> faults, int states) {
  /** Copies the list. */
  public Outcome {
    faults = List.copyOf(faults);
  }
}

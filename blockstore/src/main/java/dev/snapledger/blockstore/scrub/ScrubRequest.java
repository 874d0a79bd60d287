package dev.snapledger.blockstore.scrub;

/**
 * What to look at and what to do with what is broken.
 *
 * @param pace holds the reads back
 */
public record ScrubRequest(ScrubDepth depth, Findings findings, Pace pace) {
  /** What becomes of broken records. */
  public enum Findings {
    /** They are reported, and reads of them fail at once from then on. */
    QUARANTINE,

    /** They are reported; nothing is written. */
    REPORT_ONLY
  }

  /** A scrub at full speed that quarantines what it finds. */
  public static ScrubRequest of(ScrubDepth depth) {
    return new ScrubRequest(depth, Findings.QUARANTINE, Pace.UNLIMITED);
  }

  /** The same, but nothing is written. */
  public ScrubRequest reportOnly() {
    return new ScrubRequest(depth, Findings.REPORT_ONLY, pace);
  }
}

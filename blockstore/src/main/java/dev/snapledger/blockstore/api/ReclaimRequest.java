package dev.snapledger.blockstore.api;

/**
 * What a reclaim is to free.
 *
 * @param dryRun only say what would be freed, exactly, and change nothing
 * @param deadPercentMin a segment is compacted if at least this part of it is needed by nothing, 1
 *     to 100; at 100 nothing is moved
 * @param orphans what to do with segments that nothing referred to since the store was opened
 */
public record ReclaimRequest(boolean dryRun, int deadPercentMin, Orphans orphans) {
  /** Segments that may be leftovers of a crash, or all that is left of something lost. */
  public enum Orphans {
    /** They stay. */
    KEEP,
    /** They go; for who knows that nothing was lost. */
    REMOVE
  }

  /** Moves at most as many bytes as it frees. */
  public static final int DEAD_PERCENT_DEFAULT = 50;

  /** A request that frees orphans, too. */
  public ReclaimRequest(boolean dryRun, int deadPercentMin) {
    this(dryRun, deadPercentMin, Orphans.REMOVE);
  }

  /** Checks the bounds. */
  public ReclaimRequest {
    if (deadPercentMin < 1 || deadPercentMin > 100) {
      throw new InvalidRequestException(
          "expected a dead part of 1 to 100 percent, but found " + deadPercentMin);
    }
  }
}

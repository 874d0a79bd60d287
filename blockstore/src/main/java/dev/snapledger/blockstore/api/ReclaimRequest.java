package dev.snapledger.blockstore.api;

/**
 * What a reclaim is to free.
 *
 * @param dryRun only say what would be freed, exactly, and change nothing
 * @param deadPercentMin a segment is compacted if at least this part of it is needed by nothing, 1
 *     to 100; at 100 nothing is moved
 */
public record ReclaimRequest(boolean dryRun, int deadPercentMin) {
  /** Moves at most as many bytes as it frees. */
  public static final int DEAD_PERCENT_DEFAULT = 50;

  /** Checks the bounds. */
  public ReclaimRequest {
    if (deadPercentMin < 1 || deadPercentMin > 100) {
      throw new InvalidRequestException(
          "expected a dead part of 1 to 100 percent, but found " + deadPercentMin);
    }
  }
}

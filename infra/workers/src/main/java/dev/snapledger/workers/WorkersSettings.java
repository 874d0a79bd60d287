package dev.snapledger.workers;

import dev.snapledger.commands.decision.Limits;
import java.time.Duration;

/**
 * How much is done at once, and how often it is tried.
 *
 * @param nodeName name under which copy leases are held; a node that starts again under its name
 *     goes on with its leases at once
 * @param closeMax how long closing waits for what is being done
 */
public record WorkersSettings(
    String nodeName, Parallel parallel, Copying copying, Retrying retrying, Duration closeMax) {

  /**
   * Items being done at once.
   *
   * @param lightMax small work: volumes, seals, deletes, moves
   * @param heavyMax full snapshots and copies to other regions
   * @param fillsMax disks being filled
   */
  public record Parallel(int lightMax, int heavyMax, int fillsMax) {
    public Parallel {
      atLeastOne("lightMax", lightMax);
      atLeastOne("heavyMax", heavyMax);
      atLeastOne("fillsMax", fillsMax);
    }
  }

  /**
   * How disks are filled, and copies to other regions made.
   *
   * @param lease how long a lease lasts; it is prolonged when half of that is over
   * @param chunkBytesMax bytes with data to fill at a time
   * @param progressBytesMin least bytes between two reports of the progress of one of them
   */
  public record Copying(Duration lease, long chunkBytesMax, long progressBytesMin) {
    public Copying {
      if (lease.toSeconds() < 1 || lease.toSeconds() > Limits.LEASE_SECONDS_MAX) {
        throw new IllegalArgumentException(
            "expected a lease of 1 to %d seconds, but found %s"
                .formatted(Limits.LEASE_SECONDS_MAX, lease));
      }
      atLeastOne("chunkBytesMax", chunkBytesMax);
      atLeastOne("progressBytesMin", progressBytesMin);
    }
  }

  /**
   * What follows when something went wrong.
   *
   * @param backoffMin wait before the second try; doubles with each further one
   * @param backoffMax longest wait between two tries
   * @param refusalsMax tries that must end by an error no retry can heal before the work is given
   *     up
   */
  public record Retrying(Duration backoffMin, Duration backoffMax, int refusalsMax) {
    public Retrying {
      if (backoffMin.isNegative() || backoffMin.isZero() || backoffMin.compareTo(backoffMax) > 0) {
        throw new IllegalArgumentException(
            "expected a backoff above 0 and up to %s, but found %s"
                .formatted(backoffMax, backoffMin));
      }
      atLeastOne("refusalsMax", refusalsMax);
    }

    /**
     * Wait before the next try.
     *
     * @param failures tries that failed so far, from 1
     */
    Duration backoff(int failures) {
      Duration delay = backoffMin;
      for (int i = 1; i < failures && delay.compareTo(backoffMax) < 0; i++) {
        delay = delay.multipliedBy(2);
      }
      return delay.compareTo(backoffMax) < 0 ? delay : backoffMax;
    }
  }

  public WorkersSettings {
    if (nodeName.isEmpty() || nodeName.length() > Limits.LEASE_HOLDER_CHARS_MAX) {
      throw new IllegalArgumentException(
          "expected a node name of 1 to %d characters, but found %d"
              .formatted(Limits.LEASE_HOLDER_CHARS_MAX, nodeName.length()));
    }
  }

  /** What fits most nodes. */
  public static WorkersSettings defaults(String nodeName) {
    return new WorkersSettings(
        nodeName,
        new Parallel(8, 2, 4),
        new Copying(Duration.ofSeconds(60), 4L << 20, 64L << 20),
        new Retrying(Duration.ofMillis(100), Duration.ofSeconds(30), 5),
        Duration.ofSeconds(10));
  }

  private static void atLeastOne(String name, long value) {
    if (value < 1) {
      throw new IllegalArgumentException(
          "expected %s of at least 1, but found %d".formatted(name, value));
    }
  }
}

package dev.snapledger.cli.audit;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an audit found.
 *
 * @param ledger which ledger: the id of its event log
 * @param startedAt when the audit began
 * @param since where it began, for people; empty if with the first event
 * @param partitions how far the chain of each partition's events holds, by number
 * @param checks the checks, in the order they were made
 */
public record AuditReport(
    String ledger,
    Instant startedAt,
    String since,
    List<Partition> partitions,
    List<Check> checks) {
  /**
   * The chain of a partition's events.
   *
   * @param partition its number
   * @param fromOffset first offset that was looked at
   * @param nextEventOffset one more than the offset of the last event that is linked rightly
   * @param events number of events that are linked rightly, of those that were looked at
   * @param chainHead chain hash of the last of them, in hexadecimal
   */
  public record Partition(
      int partition, long fromOffset, long nextEventOffset, long events, String chainHead) {}

  /**
   * One check.
   *
   * @param name what was checked
   * @param compared what was compared, for people
   * @param count number of things compared: events, rows or blocks
   * @param seconds how long it took
   * @param difference the first thing that does not fit; null if all does
   */
  public record Check(
      String name, String compared, long count, double seconds, @Nullable String difference) {}

  public AuditReport {
    partitions = List.copyOf(partitions);
    checks = List.copyOf(checks);
  }

  /** Whether everything agrees. */
  public boolean clean() {
    return checks.stream().allMatch(check -> check.difference() == null);
  }

  /** The first thing that does not fit; null if all does. */
  public @Nullable String firstDifference() {
    return checks.stream().map(Check::difference).filter(Objects::nonNull).findFirst().orElse(null);
  }

  /** Number of things that checks of that name compared. */
  public long count(String name) {
    return checks.stream().filter(c -> c.name().equals(name)).mapToLong(Check::count).sum();
  }
}

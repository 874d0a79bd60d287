package dev.snapledger.cli.audit;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an audit found.
 *
 * @param checks the checks, in the order they were made
 */
public record AuditReport(List<Check> checks) {
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
    checks = List.copyOf(checks);
  }

  /** Whether everything agrees. */
  @JsonProperty
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

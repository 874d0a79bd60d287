package dev.snapledger.projections.usage;

import java.time.LocalDate;

/**
 * What a resource group held in one region at the end of a day.
 *
 * @param day the day, in UTC
 * @param usage what there was; holds until the next day on which it changed
 */
public record UsageDay(LocalDate day, UsageRow usage) {
  /** Whether this one holds no more when {@code from} begins, as the next one tells. */
  boolean endsBefore(LocalDate from, UsageDay next) {
    return usage.resourceGroup().equals(next.usage().resourceGroup())
        && usage.region().equals(next.usage().region())
        && !next.day().isAfter(from);
  }
}

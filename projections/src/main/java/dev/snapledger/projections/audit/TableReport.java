package dev.snapledger.projections.audit;

import org.jspecify.annotations.Nullable;

/**
 * How one table of two stores compares.
 *
 * @param table its name
 * @param rows rows of the live store
 * @param rebuiltRows rows of the rebuilt store
 * @param doneRows rows only the rebuilt store has, rightly: work that was done and reported done,
 *     of which the log does not know
 * @param differences rows that differ, or that only one of both has
 * @param firstDifference the first of these by key; null if there is none
 * @param digest SHA-256 over keys and rows of the live store, hexadecimal
 */
public record TableReport(
    String table,
    long rows,
    long rebuiltRows,
    long doneRows,
    long differences,
    @Nullable ViewDifference firstDifference,
    String digest) {
  /** Whether the table is as the log says. */
  public boolean equal() {
    return differences == 0;
  }
}

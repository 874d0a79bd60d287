package dev.snapledger.projections.audit;

import org.jspecify.annotations.Nullable;

/**
 * A row that is not the same in both stores.
 *
 * @param table name of its table
 * @param key its key, for people
 * @param live the row of the live store, for people; null if it has none
 * @param rebuilt the row of the rebuilt store, for people; null if it has none
 */
public record ViewDifference(
    String table, String key, @Nullable String live, @Nullable String rebuilt) {}

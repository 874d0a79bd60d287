package dev.snapledger.projections.history;

import org.jspecify.annotations.Nullable;

/**
 * The newest event of a subscription that is applied: all its rows are as that event left them.
 *
 * @param place where it is; null if there is none
 * @param appliedOffset offset of the next event of the partition to be read
 */
public record LastEvent(@Nullable EventPlace place, long appliedOffset) {}

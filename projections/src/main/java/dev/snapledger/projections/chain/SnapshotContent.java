package dev.snapledger.projections.chain;

import org.jspecify.annotations.Nullable;

/**
 * What a completed snapshot holds.
 *
 * @param storedBytes bytes it added to the store
 * @param movedBytes bytes that were sent between regions; 0 unless it is a copy
 * @param rootDigest digest over the content, hexadecimal
 * @param changes what it changed; null after a move to another subscription, which does not tell
 */
public record SnapshotContent(
    long storedBytes, long movedBytes, String rootDigest, @Nullable SnapshotChanges changes) {}

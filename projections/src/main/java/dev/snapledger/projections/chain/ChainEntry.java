package dev.snapledger.projections.chain;

/**
 * A snapshot of a chain with what depends on it.
 *
 * @param snapshot the snapshot
 * @param activeGrants grants of it that are active at the time asked for
 * @param copiesInProgress copies from it that are under way
 */
public record ChainEntry(SnapshotRow snapshot, int activeGrants, int copiesInProgress) {}

package dev.snapledger.projections.chain;

/**
 * What a snapshot changed.
 *
 * @param changedBytes bytes changed since the parent, in whole 4 KiB parts; for a full snapshot all
 *     bytes that hold data
 * @param changedBlocks number of entries in its block map
 * @param blockMapParts number of block-map records that carry them
 */
public record SnapshotChanges(long changedBytes, long changedBlocks, int blockMapParts) {}

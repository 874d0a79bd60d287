package dev.snapledger.projections.chain;

/**
 * What a completed snapshot holds.
 *
 * @param changedBytes bytes changed since the parent, in whole 4 KiB parts; for a full snapshot all
 *     bytes that hold data
 * @param storedBytes bytes it added to the store
 * @param movedBytes bytes that were sent between regions; 0 unless it is a copy
 * @param changedBlocks number of entries in its block map
 * @param blockMapParts number of block-map records that carry them
 * @param rootDigest digest over the content, hexadecimal
 */
public record SnapshotContent(
    long changedBytes,
    long storedBytes,
    long movedBytes,
    long changedBlocks,
    int blockMapParts,
    String rootDigest) {}

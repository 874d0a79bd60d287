package dev.snapledger.blockstore.api;

/**
 * How far a volume made from an image is filled.
 *
 * @param doneBytes bytes of the disk, from its start, that no longer depend on the source
 * @param totalBytes size of the source
 * @param done whether the source is no longer needed
 */
public record HydrationProgress(long doneBytes, long totalBytes, boolean done) {}

package dev.snapledger.bench.blocks;

import java.util.Map;

/**
 * What a run gave.
 *
 * @param measured times
 * @param stored bytes of all snapshots of a round, by contender
 * @param zstdBytes what zstd-1 needs for the same blocks
 * @param storedBoundBytes the most that the store may need for them
 * @param largeDeltaBytes the longest delta of a snapshot of the large disk
 * @param heapPeakBytes the most that the heap held, garbage included
 * @param heapKeptBytes the most that a collection of the heap left
 */
record BlocksResult(
    Measured measured,
    Map<String, Long> stored,
    long zstdBytes,
    double storedBoundBytes,
    long largeDeltaBytes,
    long heapPeakBytes,
    long heapKeptBytes) {}

package dev.snapledger.runtime.audit;

import dev.snapledger.runtime.partition.ChainHash;

/**
 * How far a partition's chain of events was verified: what an auditor has to keep.
 *
 * @param partition the partition
 * @param nextEventOffset one more than the offset of the last verified event; 0 before the first
 * @param hash chain hash of that event
 */
public record ChainHead(int partition, long nextEventOffset, ChainHash hash) {}

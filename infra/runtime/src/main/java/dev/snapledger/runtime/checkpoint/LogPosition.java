package dev.snapledger.runtime.checkpoint;

/**
 * How much of a partition's log a state contains.
 *
 * @param logId identity of the event topic; another one has other offsets
 * @param nextEventOffset offset of the first event that is not contained
 * @param nextReplyOffset offset of the first reply that is not contained
 */
public record LogPosition(String logId, long nextEventOffset, long nextReplyOffset) {}

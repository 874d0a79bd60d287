package dev.snapledger.runtime.partition;

import org.jspecify.annotations.Nullable;

/**
 * A record of the event topic.
 *
 * @param offset its offset
 * @param key its key; null if it has none
 * @param value its value
 * @param link its link; null if it has none that can be read
 */
@SuppressWarnings("ArrayRecordComponent")
public record EventRecord(
    long offset, byte @Nullable [] key, byte[] value, @Nullable EventLink link) {}

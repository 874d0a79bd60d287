package dev.snapledger.runtime.partition;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A record of the command topic as it was read. The arrays are never changed.
 *
 * @param partition partition of the command topic
 * @param offset offset in that partition
 * @param appendedAt log-append time of the record
 * @param key key of the record; null when it has none
 * @param value value of the record; null when it has none
 */
@SuppressWarnings("ArrayRecordComponent") // Copies would double the memory traffic of the hot path.
public record InboundRecord(
    int partition,
    long offset,
    Instant appendedAt,
    byte @Nullable [] key,
    byte @Nullable [] value) {}

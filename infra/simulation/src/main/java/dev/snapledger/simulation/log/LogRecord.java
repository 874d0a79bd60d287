package dev.snapledger.simulation.log;

import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * A record as it is stored; nobody may change its bytes.
 *
 * @param timestamp append time in milliseconds since 1970
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record LogRecord(
    long offset, long timestamp, byte @Nullable [] key, byte @Nullable [] value, Headers headers) {}

package dev.snapledger.runtime.partition;

/**
 * An event as its record holds it.
 *
 * @param value the encoded event
 * @param link where it stands
 */
@SuppressWarnings("ArrayRecordComponent")
public record LinkedEvent(byte[] value, EventLink link) {}

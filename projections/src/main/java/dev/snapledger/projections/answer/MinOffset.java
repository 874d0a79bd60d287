package dev.snapledger.projections.answer;

/**
 * How far the views must be before a query is answered, so that callers read their own writes.
 *
 * @param partition partition of the subscription
 * @param logOffset offset of an event that must be applied: a reply's {@code lastEventOffset}
 */
public record MinOffset(int partition, long logOffset) {}

package dev.snapledger.projections.history;

import java.time.Instant;

/**
 * An event of a subscription, and where it is; what it says is in the log.
 *
 * @param logOffset offset in the subscription's partition of the events topic
 * @param time when it was decided
 * @param type name of the event, such as {@code SnapshotDeleted}
 * @param subjects what it is about
 */
public record EventPlace(long logOffset, Instant time, String type, EventSubjects subjects) {}

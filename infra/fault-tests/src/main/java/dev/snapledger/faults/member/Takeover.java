package dev.snapledger.faults.member;

import java.time.Duration;

/**
 * A partition that came to a member.
 *
 * @param member its name
 * @param partition the partition
 * @param assignedMillis when the group gave it to the member, in milliseconds since 1970
 * @param took from then until it took commands
 */
public record Takeover(String member, int partition, long assignedMillis, Duration took) {}

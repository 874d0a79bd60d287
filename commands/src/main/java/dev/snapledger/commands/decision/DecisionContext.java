package dev.snapledger.commands.decision;

import java.time.Instant;

/**
 * Where and when a decision is made; a function of the command record.
 *
 * @param now append time of the command record, in whole milliseconds, made monotonic per partition
 * @param commandOffset offset of the command record in its partition of the command topic
 */
public record DecisionContext(Instant now, long commandOffset) {}

package dev.snapledger.commands.decision;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Where and when a decision is made; a function of the command record.
 *
 * @param now append time of the command record, made monotonic per partition; cut to whole
 *     milliseconds, which is what events hold
 * @param commandOffset offset of the command record in its partition of the command topic
 */
public record DecisionContext(Instant now, long commandOffset) {
  public DecisionContext {
    now = now.truncatedTo(ChronoUnit.MILLIS);
  }
}

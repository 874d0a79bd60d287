package dev.snapledger.server.arm;

import dev.snapledger.projections.answer.Answer;
import dev.snapledger.projections.query.LedgerQuery;

/** Asks the views. Safe for many threads; may wait for a query's {@code minOffset}. */
@FunctionalInterface
public interface Queries {
  /** The answer to a query. */
  <R> Answer<R> ask(LedgerQuery<R> query);
}

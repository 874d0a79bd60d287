package dev.snapledger.projections.query;

import dev.snapledger.projections.answer.Answer;
import java.util.concurrent.CompletableFuture;
import org.axonframework.messaging.queryhandling.gateway.QueryGateway;

/**
 * Asks queries over Axon's query gateway, with their types kept.
 *
 * <p>An answer is computed on the calling thread, which may wait there for {@code minOffset}; call
 * it from a virtual thread. Safe for use by many threads.
 */
public final class LedgerQueryGateway {
  private final QueryGateway gateway;

  public LedgerQueryGateway(QueryGateway gateway) {
    this.gateway = gateway;
  }

  /** Asks; a fault of the store is thrown as it is, wrapped as a future wraps it. */
  public <R> Answer<R> ask(LedgerQuery<R> query) {
    return askLater(query).join();
  }

  /** Asks; the future is complete on return unless an interceptor of the bus defers it. */
  @SuppressWarnings("unchecked") // A query of R is answered by LedgerQueries alone, with R.
  public <R> CompletableFuture<Answer<R>> askLater(LedgerQuery<R> query) {
    return gateway.query(query, Answer.class).thenApply(answer -> (Answer<R>) answer);
  }
}

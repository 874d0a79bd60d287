package dev.snapledger.projections.answer;

/**
 * What a query gives: what was asked for, or why not.
 *
 * @param <R> what was asked for
 */
public sealed interface Answer<R> {
  /**
   * What was asked for.
   *
   * @param value the answer
   */
  record Found<R>(R value) implements Answer<R> {}

  /**
   * Why there is no answer.
   *
   * @param error the reason
   */
  record Refused<R>(QueryError error) implements Answer<R> {}

  /**
   * Returns what was asked for.
   *
   * @throws QueryRefusedException if there is none
   */
  default R orThrow() {
    return switch (this) {
      case Found<R>(R value) -> value;
      case Refused<R>(QueryError error) -> throw new QueryRefusedException(error);
    };
  }
}

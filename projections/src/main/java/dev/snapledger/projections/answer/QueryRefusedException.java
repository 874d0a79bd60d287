package dev.snapledger.projections.answer;

/** A query had no answer, where the caller counted on one. */
public final class QueryRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient QueryError error;

  public QueryRefusedException(QueryError error) {
    super(error.code() + ": " + error.detail());
    this.error = error;
  }

  /** Why there is no answer. */
  public QueryError error() {
    return error;
  }
}

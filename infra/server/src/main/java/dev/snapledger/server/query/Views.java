package dev.snapledger.server.query;

import dev.snapledger.projections.answer.Answer;
import dev.snapledger.projections.answer.QueryError;
import dev.snapledger.projections.query.LedgerQuery;
import dev.snapledger.server.arm.Queries;
import dev.snapledger.server.http.ApiError;
import dev.snapledger.server.http.ApiException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Asks the views, with refusals as errors of the query API. Safe for many threads. */
final class Views {
  private static final Map<String, String> LATER = Map.of("Retry-After", "1");

  private final Queries queries;

  Views(Queries queries) {
    this.queries = queries;
  }

  /**
   * What a query finds.
   *
   * @throws ApiException if it is refused
   */
  <R> R ask(LedgerQuery<R> query) {
    return switch (queries.ask(query)) {
      case Answer.Found<R>(R value) -> value;
      case Answer.Refused<R>(QueryError error) -> throw refusal(error);
    };
  }

  /** What a query finds; null if there is no such thing. */
  <R> @Nullable R find(LedgerQuery<R> query) {
    return switch (queries.ask(query)) {
      case Answer.Found<R>(R value) -> value;
      case Answer.Refused<R>(QueryError.NotFound _) -> null;
      case Answer.Refused<R>(QueryError error) -> throw refusal(error);
    };
  }

  private static ApiException refusal(QueryError error) {
    return switch (error) {
      case QueryError.NotFound _ -> thrown(404, error);
      case QueryError.InvalidQuery _ -> thrown(400, error);
      case QueryError.InvalidAsOf _ -> thrown(400, error);
      case QueryError.AsOfInFuture _ -> thrown(400, error);
      case QueryError.AsOfBeforeLog _ -> thrown(400, error);
      case QueryError.NotCaughtUp _ -> later(error);
      case QueryError.TooBusy _ -> later(error);
      case QueryError.GrantRevoked _, QueryError.GrantExpired _ -> thrown(409, error);
      case QueryError.SnapshotNotReady _, QueryError.BlockMapNotReady _ -> thrown(409, error);
      case QueryError.NotOneFamily _, QueryError.NotOneRegion _ -> thrown(409, error);
      case QueryError.DiffAcrossResize _ -> thrown(409, error);
    };
  }

  private static ApiException thrown(int status, QueryError error) {
    return new ApiError(status, error.code(), error.detail()).thrown();
  }

  private static ApiException later(QueryError error) {
    return new ApiException(
        new ApiError(503, error.code(), error.detail(), null, List.of()), LATER);
  }
}

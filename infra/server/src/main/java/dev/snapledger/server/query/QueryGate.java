package dev.snapledger.server.query;

import dev.snapledger.commands.id.SubscriptionId;
import dev.snapledger.projections.answer.MinOffset;
import dev.snapledger.projections.history.AsOf;
import dev.snapledger.projections.history.EventPlace;
import dev.snapledger.projections.history.LastEvent;
import dev.snapledger.projections.query.LedgerQuery;
import dev.snapledger.server.arm.LedgerPorts;
import dev.snapledger.server.auth.AccessScope;
import dev.snapledger.server.auth.Action;
import dev.snapledger.server.auth.Caller;
import dev.snapledger.server.http.ApiError;
import dev.snapledger.server.http.ApiException;
import dev.snapledger.server.http.ApiHandler;
import dev.snapledger.server.http.ApiRequest;
import dev.snapledger.server.http.ApiResponse;
import dev.snapledger.server.http.PathVariables;
import dev.snapledger.server.http.Preconditions;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What every question about a subscription passes: who asks, a subscription that exists and of
 * which the caller may see something, parameters that are known. In this order, so that a stranger
 * learns nothing.
 */
final class QueryGate {
  private static final String AS_OF = "asOf";
  private static final String MIN_OFFSET = "minOffset";

  private final Function<ApiRequest, Caller> callers;
  private final LedgerPorts ports;
  private final Views views;

  QueryGate(Function<ApiRequest, Caller> callers, LedgerPorts ports, Views views) {
    this.callers = callers;
    this.ports = ports;
    this.views = views;
  }

  /** Answers a question. */
  @FunctionalInterface
  interface QueryHandler {
    /** Answers. */
    ApiResponse handle(QueryCall call);
  }

  Views views() {
    return views;
  }

  Caller callerOf(ApiRequest request) {
    return callers.apply(request);
  }

  /**
   * A question whose answer depends on events alone.
   *
   * @param parameters those it takes, beside {@code minOffset}
   */
  ApiHandler tagged(Set<String> parameters, QueryHandler handler) {
    return (request, path) -> {
      QueryCall call = call(request, path, parameters);
      String tag = ETag.of(call);
      if (Preconditions.of(request).knows(tag)) {
        return withTag(ApiResponse.of(304), tag);
      }
      return withTag(handler.handle(call), tag);
    };
  }

  /** A question whose answer depends on more, such as the clock. */
  ApiHandler untagged(Set<String> parameters, QueryHandler handler) {
    return (request, path) -> handler.handle(call(request, path, parameters));
  }

  private static ApiResponse withTag(ApiResponse response, String tag) {
    return response.with("ETag", tag).with("Cache-Control", "private, no-cache");
  }

  private QueryCall call(ApiRequest request, PathVariables path, Set<String> known) {
    Caller caller = callers.apply(request);
    SubscriptionId subscription = subscription(path.of("subscription"));
    List<String> groups = groups(caller, subscription);
    Parameters parameters = parameters(request, known);
    String asked =
        "%s?%s for %s"
            .formatted(
                String.join("/", request.path()).toLowerCase(Locale.ROOT),
                parameters.asked(),
                groups);
    PageCursor cursor = PageCursor.read(parameters.text("cursor"), asked);
    int partition = ports.partitionOf().applyAsInt(subscription);
    LastEvent last =
        views.ask(
            new LedgerQuery.FindLastEvent(
                subscription, partition, minOffset(parameters, partition)));
    return new QueryCall(
        request,
        path,
        caller,
        subscription,
        partition,
        groups,
        parameters,
        asked,
        cursor,
        last,
        asOf(parameters, subscription, partition, cursor));
  }

  private SubscriptionId subscription(String text) {
    SubscriptionId found = new SubscriptionId(Parameters.id("subscription", text));
    if (!ports.subscriptions().contains(found)) {
      throw new ApiError(
              404,
              "SubscriptionNotFound",
              "expected a subscription of this ledger, but found " + found)
          .thrown();
    }
    return found;
  }

  private static @Nullable List<String> groups(Caller caller, SubscriptionId subscription) {
    List<String> groups = caller.groupsToSee(subscription);
    if (groups != null && groups.isEmpty()) {
      caller.require(Action.READ, AccessScope.of(subscription));
    }
    return groups;
  }

  private static Parameters parameters(ApiRequest request, Set<String> known) {
    var parameters = new Parameters(request.query());
    if (parameters.text(AS_OF) != null && !known.contains(AS_OF)) {
      throw new ApiError(
              400,
              "AsOfNotSupported",
              "expected no asOf here, as the views do not tell how this stood, but found one")
          .thrown();
    }
    Set<String> all = new HashSet<>(known);
    all.add(MIN_OFFSET);
    return parameters.onlyOf(all);
  }

  private static @Nullable MinOffset minOffset(Parameters parameters, int partition) {
    String text = parameters.text(MIN_OFFSET);
    if (text == null) {
      return null;
    }
    String[] parts = text.split(":", -1);
    try {
      MinOffset found =
          switch (parts.length) {
            case 1 -> new MinOffset(partition, Long.parseLong(parts[0]));
            case 2 -> new MinOffset(Integer.parseInt(parts[0]), Long.parseLong(parts[1]));
            default -> throw new NumberFormatException();
          };
      if (found.partition() == partition && found.logOffset() >= 0) {
        return found;
      }
    } catch (NumberFormatException _) {
      // Refused below.
    }
    throw Parameters.invalid(
        MIN_OFFSET, "an event offset of partition %d, N or P:N".formatted(partition), text);
  }

  private @Nullable EventPlace asOf(
      Parameters parameters,
      SubscriptionId subscription,
      int partition,
      @Nullable PageCursor cursor) {
    String text = parameters.text(AS_OF);
    if (text == null) {
      return null;
    }
    AsOf asOf =
        cursor == null || cursor.asOf() < 0
            ? read(text)
            : new AsOf.Offset(partition, cursor.asOf());
    return views.ask(new LedgerQuery.FindAsOf(subscription, partition, asOf, null));
  }

  private AsOf read(String text) {
    try {
      if (text.matches("[0-9]{1,9}:[0-9]{1,18}")) {
        int colon = text.indexOf(':');
        return new AsOf.Offset(
            Integer.parseInt(text.substring(0, colon)), Long.parseLong(text.substring(colon + 1)));
      }
      Instant time = Instant.parse(text);
      Instant now = ports.time().instant();
      if (time.isAfter(now)) {
        throw new ApiError(
                400,
                "AsOfInFuture",
                "expected a point in the past, but found %s, and it is %s".formatted(time, now))
            .thrown();
      }
      return new AsOf.Time(time);
    } catch (DateTimeException _) {
      throw new ApiException(
          new ApiError(
              400,
              "InvalidAsOf",
              "expected a time such as 2026-01-31T12:00:00Z or PARTITION:OFFSET as asOf, but found "
                  + (text.length() > 100 ? text.substring(0, 100) + "…" : text)),
          Map.of());
    }
  }
}

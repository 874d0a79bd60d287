package dev.snapledger.server.arm;

import dev.snapledger.commands.id.SubscriptionId;
import dev.snapledger.server.auth.Caller;
import dev.snapledger.server.http.ApiError;
import dev.snapledger.server.http.ApiHandler;
import dev.snapledger.server.http.ApiRequest;
import dev.snapledger.server.http.ApiResponse;
import java.util.List;
import java.util.function.Function;

/**
 * What every request to the control plane passes: who sends it, an api-version, a subscription that
 * exists. In this order, so that a stranger learns nothing.
 */
public final class Gate {
  private final Function<ApiRequest, Caller> callers;
  private final List<SubscriptionId> subscriptions;

  /**
   * A gate.
   *
   * @param callers who sends a request; throws if that is unknown
   * @param subscriptions those that exist
   */
  Gate(Function<ApiRequest, Caller> callers, List<SubscriptionId> subscriptions) {
    this.callers = callers;
    this.subscriptions = subscriptions;
  }

  /** Answers calls; must ask the caller's roles itself. */
  @FunctionalInterface
  public interface CallHandler {
    /** Answers a call. */
    ApiResponse handle(Call call);
  }

  Caller callerOf(ApiRequest request) {
    return callers.apply(request);
  }

  List<SubscriptionId> subscriptions() {
    return subscriptions;
  }

  /** A route about disks and snapshots. */
  ApiHandler compute(CallHandler handler) {
    return withVersion(ApiVersion.COMPUTE_MIN, handler);
  }

  /** A route about anything else of a subscription. */
  public ApiHandler other(CallHandler handler) {
    return withVersion(ApiVersion.OTHER_MIN, handler);
  }

  private ApiHandler withVersion(String min, CallHandler handler) {
    return (request, path) -> {
      Caller caller = callers.apply(request);
      ApiVersion.require(request, min);
      return handler.handle(
          new Call(request, path, caller, subscription(request, path.of("subscription"))));
    };
  }

  private SubscriptionId subscription(ApiRequest request, String text) {
    SubscriptionId found = ResourceId.subscriptionOf(text);
    if (found == null) {
      throw new ApiError(
              400,
              "InvalidSubscriptionId",
              "expected a UUID as subscription in " + request + ", but found another text")
          .thrown();
    }
    if (!subscriptions.contains(found)) {
      throw new ApiError(
              404,
              "SubscriptionNotFound",
              "expected a subscription of this ledger, but found " + found)
          .thrown();
    }
    return found;
  }
}

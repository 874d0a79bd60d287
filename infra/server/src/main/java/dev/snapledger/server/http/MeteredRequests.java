package dev.snapledger.server.http;

import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import io.helidon.webserver.http.ServerRequest;
import java.util.Set;

/** Stands around all requests of a listener and tells a {@link RequestMeter} of them. */
final class MeteredRequests implements Filter {
  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "PUT", "POST", "PATCH", "DELETE", "OPTIONS");

  private final RequestMeter meter;

  MeteredRequests(RequestMeter meter) {
    this.meter = meter;
  }

  /** The route that a request took; kept with the request. */
  private record Taken(String route) {}

  /** Remembers which route a request took. */
  static void taken(ServerRequest request, String route) {
    request.context().register(new Taken(route));
  }

  @Override
  public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
    long since = meter.nanos();
    meter.begun();
    int status = 0;
    try {
      chain.proceed();
      status = response.status().code();
    } finally {
      meter.ended(outcome(request, status), meter.nanos() - since);
    }
  }

  /** What became of a request; no part of it is a caller's text. */
  static RequestMeter.Outcome outcome(RoutingRequest request, int status) {
    String method = request.prologue().method().text();
    return new RequestMeter.Outcome(
        METHODS.contains(method) ? method : "OTHER",
        request.context().get(Taken.class).map(Taken::route).orElse(RequestMeter.Outcome.NO_ROUTE),
        status);
  }
}

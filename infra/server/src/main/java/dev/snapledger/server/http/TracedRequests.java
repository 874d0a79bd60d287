package dev.snapledger.server.http;

import dev.snapledger.commands.trace.Span;
import dev.snapledger.commands.trace.TraceParent;
import dev.snapledger.commands.trace.TraceScope;
import dev.snapledger.commands.trace.Tracing;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import org.slf4j.MDC;

/**
 * Stands around all requests of a listener and records each as a span, named by method and route.
 * Neither path nor query is told: they may hold signatures.
 */
final class TracedRequests implements Filter {
  private static final HeaderName TRACE_PARENT = HeaderNames.create(TraceParent.HEADER);
  private static final String LOG_FIELD = "traceId";

  private final Tracing tracing;

  TracedRequests(Tracing tracing) {
    this.tracing = tracing;
  }

  @Override
  public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
    if (!tracing.isOn()) {
      chain.proceed();
      return;
    }
    String header = request.headers().first(TRACE_PARENT).orElse(null);
    try (Span span = tracing.begin(Span.Kind.SERVER, "request", TraceParent.parse(header))) {
      TraceParent context = span.context();
      if (context == null) {
        chain.proceed();
      } else {
        recorded(context, span, chain, request, response);
      }
    }
  }

  private static void recorded(
      TraceParent context,
      Span span,
      FilterChain chain,
      RoutingRequest request,
      RoutingResponse response) {
    MDC.put(LOG_FIELD, context.traceId());
    int status = 0;
    try {
      status =
          TraceScope.call(
              context,
              () -> {
                chain.proceed();
                return response.status().code();
              });
    } finally {
      MDC.remove(LOG_FIELD);
      describe(span, MeteredRequests.outcome(request, status));
    }
  }

  private static void describe(Span span, RequestMeter.Outcome outcome) {
    span.name(outcome.method() + " " + outcome.route());
    span.say("http.request.method", outcome.method());
    span.say("http.route", outcome.route());
    span.say("http.response.status_code", outcome.status());
    if (outcome.status() == 0 || outcome.status() >= 500) {
      span.failed(outcome.status() == 0 ? "cut" : "status " + outcome.status());
    }
  }
}

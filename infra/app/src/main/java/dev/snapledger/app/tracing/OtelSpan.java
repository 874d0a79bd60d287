package dev.snapledger.app.tracing;

import dev.snapledger.commands.trace.Span;
import dev.snapledger.commands.trace.TraceParent;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;

/** A span that OpenTelemetry records. */
record OtelSpan(io.opentelemetry.api.trace.Span span) implements Span {
  @Override
  public TraceParent context() {
    SpanContext context = span.getSpanContext();
    return TraceParent.sampled(context.getTraceId(), context.getSpanId());
  }

  @Override
  public void name(String name) {
    span.updateName(name);
  }

  @Override
  public void say(String attribute, String value) {
    span.setAttribute(attribute, value);
  }

  @Override
  public void say(String attribute, long value) {
    span.setAttribute(attribute, value);
  }

  @Override
  public void failed(String why) {
    span.setStatus(StatusCode.ERROR, why);
  }

  @Override
  public void close() {
    span.end();
  }
}

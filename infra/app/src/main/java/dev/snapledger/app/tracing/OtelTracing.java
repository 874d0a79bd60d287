package dev.snapledger.app.tracing;

import dev.snapledger.commands.trace.Span;
import dev.snapledger.commands.trace.TraceParent;
import dev.snapledger.commands.trace.Tracing;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Records traces with OpenTelemetry. Which begin here is left to chance; whoever asks decides about
 * its own. Closing sends what is left. Safe for many threads.
 */
public final class OtelTracing implements Tracing, AutoCloseable {
  static final String SERVICE = "snapledger";

  private final SdkTracerProvider provider;
  private final Tracer tracer;
  private final TracedSubjects subjects = new TracedSubjects();

  /**
   * Records to a processor.
   *
   * @param node name of this node
   * @param ratio part of the traces beginning here that are recorded, 0 to 1
   */
  public OtelTracing(String node, double ratio, SpanProcessor processor) {
    this.provider =
        SdkTracerProvider.builder()
            .setResource(
                Resource.create(
                    Attributes.builder()
                        .put("service.name", SERVICE)
                        .put("service.instance.id", node)
                        .build()))
            .setSampler(Sampler.parentBased(Sampler.traceIdRatioBased(ratio)))
            .addSpanProcessor(processor)
            .build();
    this.tracer = provider.get("dev.snapledger");
  }

  @Override
  public boolean isOn() {
    return true;
  }

  @Override
  public Span begin(
      Span.Kind kind, String name, @Nullable TraceParent parent, List<TraceParent> links) {
    SpanBuilder builder = tracer.spanBuilder(name).setSpanKind(kindOf(kind));
    if (parent == null) {
      builder.setNoParent();
    } else {
      builder.setParent(
          Context.root().with(io.opentelemetry.api.trace.Span.wrap(contextOf(parent))));
    }
    links.forEach(link -> builder.addLink(contextOf(link)));
    io.opentelemetry.api.trace.Span begun = builder.startSpan();
    return begun.getSpanContext().isSampled() ? new OtelSpan(begun) : Span.NONE;
  }

  private static SpanContext contextOf(TraceParent parent) {
    return SpanContext.createFromRemoteParent(
        parent.traceId(),
        parent.spanId(),
        TraceFlags.fromByte((byte) parent.flags()),
        TraceState.getDefault());
  }

  private static SpanKind kindOf(Span.Kind kind) {
    return switch (kind) {
      case SERVER -> SpanKind.SERVER;
      case CLIENT -> SpanKind.CLIENT;
      case CONSUMER -> SpanKind.CONSUMER;
      case INTERNAL -> SpanKind.INTERNAL;
    };
  }

  @Override
  public void remember(UUID subject, @Nullable TraceParent span) {
    subjects.put(subject, span);
  }

  @Override
  public @Nullable TraceParent recall(UUID subject) {
    return subjects.find(subject);
  }

  /** Sends what is recorded, for some seconds at most. */
  @Override
  public void close() {
    provider.close();
  }
}

package dev.snapledger.app.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.snapledger.commands.trace.Span;
import dev.snapledger.commands.trace.TraceParent;
import dev.snapledger.commands.trace.Tracing;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class OtelTracingTest {
  private static final TraceParent CALLER =
      TraceParent.sampled("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331");
  private static final TraceParent OTHER =
      TraceParent.sampled("1af7651916cd43dd8448eb211c80319c", "c7ad6b7169203331");

  private final List<SpanData> sent = new ArrayList<>();

  private OtelTracing tracing(double ratio) {
    return new OtelTracing("node-7", ratio, SimpleSpanProcessor.create(new Exporter()));
  }

  private final class Exporter implements SpanExporter {
    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
      sent.addAll(spans);
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode flush() {
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
      return CompletableResultCode.ofSuccess();
    }
  }

  @Test
  void goesOnWithTheTraceOfACaller() {
    try (OtelTracing tracing = tracing(0)) {
      // when
      try (Span span = tracing.begin(Span.Kind.SERVER, "request", CALLER)) {
        span.name("GET /x");
        span.say("http.route", "/x");
        span.failed("status 500");
        assertThat(span.context()).returns(CALLER.traceId(), TraceParent::traceId);
      }
    }

    // then
    assertThat(sent).hasSize(1);
    SpanData span = sent.getFirst();
    assertThat(span.getName()).isEqualTo("GET /x");
    assertThat(span.getTraceId()).isEqualTo(CALLER.traceId());
    assertThat(span.getParentSpanId()).isEqualTo(CALLER.spanId());
    assertThat(span.getStatus().getDescription()).isEqualTo("status 500");
    assertThat(span.getResource().getAttributes().asMap().values())
        .containsExactlyInAnyOrder("snapledger", "node-7");
  }

  @Test
  void leavesWhatBeginsHereToTheRatio() {
    // given
    TraceParent unwanted = new TraceParent(CALLER.traceId(), CALLER.spanId(), 0);

    // when
    try (OtelTracing none = tracing(0);
        OtelTracing all = tracing(1)) {
      assertThat(none.begin(Span.Kind.SERVER, "never", null)).isSameAs(Span.NONE);
      all.begin(Span.Kind.SERVER, "always", null).close();
      assertThat(all.begin(Span.Kind.SERVER, "unwanted", unwanted)).isSameAs(Span.NONE);
    }

    // then
    assertThat(sent).extracting(SpanData::getName).containsExactly("always");
  }

  @Test
  void aBatchBelongsToTheFirstAndHasLinksToTheOthers() {
    // when
    try (OtelTracing tracing = tracing(0)) {
      tracing
          .beginForAll(Span.Kind.CONSUMER, "decide", Arrays.asList(null, CALLER, null, OTHER))
          .close();
      assertThat(tracing.beginForAll(Span.Kind.CONSUMER, "decide", Arrays.asList(null, null)))
          .isSameAs(Span.NONE);
    }

    // then
    assertThat(sent).hasSize(1);
    assertThat(sent.getFirst().getParentSpanId()).isEqualTo(CALLER.spanId());
    assertThat(sent.getFirst().getLinks())
        .extracting(LinkData::getSpanContext)
        .extracting(context -> context.getTraceId())
        .containsExactly(OTHER.traceId());
  }

  @Test
  void remembersWhatLedToTheLastEventsAndForgetsTheOldest() {
    try (OtelTracing tracing = tracing(1)) {
      // given
      for (int i = 0; i < TracedSubjects.SUBJECTS_MAX; i++) {
        tracing.remember(new UUID(0, i), CALLER);
      }
      assertThat(tracing.recall(new UUID(0, 0))).isEqualTo(CALLER);

      // when
      tracing.remember(new UUID(1, 0), OTHER);
      tracing.remember(new UUID(0, 2), null);

      // then
      assertThat(tracing.recall(new UUID(0, 0))).isNull();
      assertThat(tracing.recall(new UUID(0, 1))).isEqualTo(CALLER);
      assertThat(tracing.recall(new UUID(0, 2))).isNull();
      assertThat(tracing.recall(new UUID(1, 0))).isEqualTo(OTHER);
    }
  }

  @Test
  void recordsNothingWhereItIsOff() {
    // when
    Tracing.NONE.remember(new UUID(0, 0), CALLER);

    // then
    assertThat(Tracing.NONE.isOn()).isFalse();
    assertThat(Tracing.NONE.recall(new UUID(0, 0))).isNull();
    assertThat(Tracing.NONE.begin(Span.Kind.SERVER, "x", CALLER)).isSameAs(Span.NONE);
    assertThat(Span.NONE.context()).isNull();
  }
}

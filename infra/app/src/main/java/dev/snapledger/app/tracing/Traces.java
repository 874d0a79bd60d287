package dev.snapledger.app.tracing;

import dev.snapledger.app.config.TracingChoice;
import dev.snapledger.commands.trace.Tracing;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import java.time.Duration;
import java.util.function.Consumer;

/** Makes what the settings ask for. */
public final class Traces {
  /** Spans that wait to be sent; further ones are dropped, and nobody waits for it. */
  static final int SPANS_WAITING_MAX = 2_048;

  private static final Duration SEND_EVERY = Duration.ofSeconds(2);
  private static final Duration SEND_MAX = Duration.ofSeconds(5);

  private Traces() {}

  /**
   * Opens it.
   *
   * @param node name of this node
   * @param closing closes it after everything that is traced
   */
  public static Tracing open(TracingChoice choice, String node, Consumer<AutoCloseable> closing) {
    if (choice.endpoint() == null) {
      return Tracing.NONE;
    }
    var exporter =
        OtlpHttpSpanExporter.builder()
            .setEndpoint(TracingChoice.tracesUrl(choice.endpoint()))
            .setTimeout(SEND_MAX)
            .build();
    var tracing =
        new OtelTracing(
            node,
            choice.ratio(),
            BatchSpanProcessor.builder(exporter)
                .setMaxQueueSize(SPANS_WAITING_MAX)
                .setScheduleDelay(SEND_EVERY)
                .setExporterTimeout(SEND_MAX)
                .build());
    closing.accept(tracing);
    return tracing;
  }
}

package dev.snapledger.app.metrics;

import dev.snapledger.server.management.MetricsText;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

/** All metrics of a process in Prometheus' text format. Safe for many threads. */
public final class MetricsPage implements AutoCloseable {
  private static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmMeters jvm = JvmMeters.in(registry);
  private final KafkaClientMeters kafka = KafkaClientMeters.in(registry);

  /** Where further meters go. */
  public MeterRegistry registry() {
    return registry;
  }

  /** The metrics as they are now. */
  public synchronized MetricsText text() {
    kafka.look();
    return new MetricsText(CONTENT_TYPE, registry.scrape(CONTENT_TYPE));
  }

  @Override
  public void close() {
    jvm.close();
    registry.close();
  }
}

package dev.snapledger.app.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the Kafka clients of this process say of themselves: a few of their many metrics, read where
 * they publish them, because clients come and go with the sessions of the runtime.
 */
final class KafkaClientMeters {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaClientMeters.class);

  /** One figure of one kind of client. */
  private record Source(String meter, ObjectName beans, String attribute, String client) {}

  private static final List<Source> SOURCES =
      List.of(
          source("connections", "consumer", "consumer-metrics", "connection-count"),
          source("connections", "producer", "producer-metrics", "connection-count"),
          source("connections", "admin.client", "admin-client-metrics", "connection-count"),
          source("requests", "consumer", "consumer-metrics", "request-rate"),
          source("requests", "producer", "producer-metrics", "request-rate"),
          source("records", "consumer", "consumer-fetch-manager-metrics", "records-consumed-rate"),
          source("records", "producer", "producer-metrics", "record-send-rate"),
          source("errors", "producer", "producer-metrics", "record-error-rate"),
          source("retries", "producer", "producer-metrics", "record-retry-rate"),
          source("latency", "consumer", "consumer-fetch-manager-metrics", "fetch-latency-avg"),
          source("latency", "producer", "producer-metrics", "request-latency-avg"),
          source("behind", "consumer", "consumer-fetch-manager-metrics", "records-lag-max"),
          source("buffer.free", "producer", "producer-metrics", "buffer-available-bytes"),
          source(
              "authentication.failures",
              "consumer",
              "consumer-metrics",
              "failed-authentication-total"),
          source(
              "authentication.failures",
              "producer",
              "producer-metrics",
              "failed-authentication-total"));

  private final MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
  private final Map<String, MultiGauge> gauges = new LinkedHashMap<>();

  private KafkaClientMeters(MeterRegistry registry) {
    gauge(registry, "connections", "connections", "connections to brokers that are open");
    gauge(registry, "requests", "requests", "requests a second, over the last 30 seconds");
    gauge(registry, "records", "records", "records a second, over the last 30 seconds");
    gauge(registry, "errors", "records", "records a second that could not be sent");
    gauge(registry, "retries", "records", "records a second that were sent again");
    gauge(registry, "latency", "milliseconds", "mean time until a broker answers");
    gauge(registry, "behind", "records", "records that are not read yet, of the worst partition");
    gauge(registry, "buffer.free", "bytes", "memory left for records to send");
    gauge(registry, "authentication.failures", "connections", "connections that were refused");
  }

  static KafkaClientMeters in(MeterRegistry registry) {
    return new KafkaClientMeters(registry);
  }

  private void gauge(MeterRegistry registry, String name, String unit, String description) {
    gauges.put(
        name,
        MultiGauge.builder("ledger.kafka." + name)
            .baseUnit(unit)
            .description(description)
            .register(registry));
  }

  private static Source source(String meter, String kind, String type, String attribute) {
    try {
      ObjectName pattern = new ObjectName("kafka." + kind + ":type=" + type + ",client-id=*");
      return new Source(meter, pattern, attribute, kind.replace(".client", ""));
    } catch (MalformedObjectNameException e) {
      throw new IllegalArgumentException("expected the name of a bean, but " + e.getMessage(), e);
    }
  }

  /** Reads all figures anew; a client that is gone takes its own with it. */
  void look() {
    Map<String, List<MultiGauge.Row<?>>> rows = new LinkedHashMap<>();
    gauges.keySet().forEach(meter -> rows.put(meter, new ArrayList<>()));
    for (Source source : SOURCES) {
      for (ObjectName bean : beans.queryNames(source.beans(), null)) {
        Double value = read(bean, source.attribute());
        List<MultiGauge.Row<?>> into = rows.get(source.meter());
        if (value != null && into != null) {
          String id = bean.getKeyProperty("client-id");
          into.add(MultiGauge.Row.of(Tags.of("kind", source.client(), "client", id), value));
        }
      }
    }
    gauges.forEach((meter, gauge) -> gauge.register(rows.getOrDefault(meter, List.of()), true));
  }

  private @Nullable Double read(ObjectName bean, String attribute) {
    try {
      return beans.getAttribute(bean, attribute) instanceof Number number && isFinite(number)
          ? (Double) number.doubleValue()
          : null;
    } catch (JMException e) { // The client was closed in this moment.
      LOG.debug("no {} of {}", attribute, bean, e);
      return null;
    }
  }

  /** Kafka says NaN where there is nothing to take the mean of. */
  private static boolean isFinite(Number number) {
    return Double.isFinite(number.doubleValue());
  }
}

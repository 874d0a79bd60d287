package dev.snapledger.app.metrics;

import dev.snapledger.server.http.RequestMeter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The meters of the HTTPS server; docs/reference/metrics.md lists them. */
public final class HttpMeters implements RequestMeter {
  /** Up to which times requests are told apart. */
  private static final Duration[] BOUNDS = {
    Duration.ofMillis(5),
    Duration.ofMillis(25),
    Duration.ofMillis(100),
    Duration.ofMillis(500),
    Duration.ofMillis(2_500),
    Duration.ofSeconds(10)
  };

  private final MeterRegistry registry;
  private final AtomicInteger active = new AtomicInteger();
  private final Map<Outcome, Timer> timers = new ConcurrentHashMap<>();

  public HttpMeters(MeterRegistry registry) {
    this.registry = registry;
    Gauge.builder("ledger.http.active", active, AtomicInteger::get)
        .baseUnit("requests")
        .description("requests that are worked on now")
        .strongReference(true)
        .register(registry);
  }

  @Override
  public long nanos() {
    return registry.config().clock().monotonicTime();
  }

  @Override
  public void begun() {
    active.incrementAndGet();
  }

  @Override
  public void ended(Outcome outcome, long nanos) {
    active.decrementAndGet();
    timers.computeIfAbsent(outcome, this::timer).record(nanos, TimeUnit.NANOSECONDS);
  }

  private Timer timer(Outcome outcome) {
    return Timer.builder("ledger.http.requests")
        .description("requests that were answered, bodies included")
        .tag("method", outcome.method())
        .tag("route", outcome.route())
        .tag("status", outcome.status() == 0 ? "cut" : Integer.toString(outcome.status()))
        .serviceLevelObjectives(BOUNDS)
        .register(registry);
  }
}

package dev.snapledger.app.metrics;

import dev.snapledger.blockstore.api.StoreUsage;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** What the keepers of space and soundness find and do; docs/reference/metrics.md lists it. */
public final class StoreMeters {
  private final MeterRegistry registry;
  private final Map<String, AtomicLong> sizes = new ConcurrentHashMap<>();
  private final Map<String, AtomicLong> broken = new ConcurrentHashMap<>();

  public StoreMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  /** A region was looked at. */
  public void used(String region, StoreUsage usage) {
    size(region, "segments").set(usage.segmentBytes());
    size(region, "live").set(usage.liveBytes());
    size(region, "metadata").set(usage.metadataBytes());
  }

  private AtomicLong size(String region, String part) {
    return sizes.computeIfAbsent(
        region + " " + part,
        _ -> {
          var value = new AtomicLong();
          Gauge.builder("ledger.store.size", value, AtomicLong::get)
              .baseUnit("bytes")
              .description("space of a region's blocks, as of the last look for dead space")
              .tag("region", region)
              .tag("part", part)
              .strongReference(true)
              .register(registry);
          return value;
        });
  }

  /** Dead space of a region was freed. */
  public void freed(String region, long bytes) {
    Counter.builder("ledger.store.freed")
        .baseUnit("bytes")
        .description("dead space that was freed")
        .tag("region", region)
        .register(registry)
        .increment((double) bytes);
  }

  /** A region was scrubbed; this much of it stays broken. */
  public void broken(String region, int records) {
    broken.computeIfAbsent(region, this::brokenGauge).set(records);
  }

  private AtomicLong brokenGauge(String region) {
    var value = new AtomicLong();
    Gauge.builder("ledger.store.broken", value, AtomicLong::get)
        .tag("region", region)
        .baseUnit("records")
        .description("broken records and unreadable files that could not be repaired")
        .strongReference(true)
        .register(registry);
    return value;
  }
}

package dev.snapledger.app.metrics;

import dev.snapledger.workers.WorkersHealth;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** Gauges of work, views and disk of a node; docs/reference/metrics.md lists them. */
public final class NodeMeters {
  private final MeterRegistry registry;

  public NodeMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  /** Shows what the workers are at. */
  public void work(Supplier<WorkersHealth> health) {
    items("pending", health, WorkersHealth::pending);
    items("running", health, WorkersHealth::running);
    items("stuck", health, now -> now.stuck().size());
  }

  private void items(
      String state, Supplier<WorkersHealth> health, ToDoubleFunction<WorkersHealth> count) {
    Gauge.builder("ledger.work.items", health, h -> count.applyAsDouble(h.get()))
        .baseUnit("items")
        .description("seals, copies, fills and deletes that this node has to do")
        .tag("state", state)
        .strongReference(true)
        .register(registry);
  }

  /** Shows whether the views follow the log. */
  public void views(BooleanSupplier reading) {
    Gauge.builder("ledger.views.reading", reading, r -> r.getAsBoolean() ? 1 : 0)
        .description("1 while the views follow the log, else 0")
        .strongReference(true)
        .register(registry);
  }

  /** Shows whether this node holds the blocks. */
  public void holder(BooleanSupplier holds) {
    Gauge.builder("ledger.store.holder", holds, h -> h.getAsBoolean() ? 1 : 0)
        .description("1 while this node holds the blocks and does the work on them, else 0")
        .strongReference(true)
        .register(registry);
  }

  /** Shows the space of the file system that a folder is in. */
  public void disk(Path folder) {
    Gauge.builder("ledger.disk.free", folder, f -> f.toFile().getUsableSpace())
        .baseUnit("bytes")
        .description("space left for the data directory")
        .strongReference(true)
        .register(registry);
    Gauge.builder("ledger.disk.total", folder, f -> f.toFile().getTotalSpace())
        .baseUnit("bytes")
        .description("size of the data directory's file system")
        .strongReference(true)
        .register(registry);
  }
}

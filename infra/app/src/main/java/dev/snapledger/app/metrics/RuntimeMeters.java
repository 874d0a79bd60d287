package dev.snapledger.app.metrics;

import dev.snapledger.runtime.LedgerRuntime;
import dev.snapledger.runtime.RuntimeHealth;
import dev.snapledger.runtime.RuntimeHealth.PartitionState;
import dev.snapledger.runtime.RuntimeMetrics;
import dev.snapledger.runtime.checkpoint.RocksCheckpointStore.CacheCounts;
import dev.snapledger.runtime.partition.DeadLetterCode;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/**
 * The meters of a command runtime; docs/reference/metrics.md lists them. Safe for many threads.
 *
 * <p>Names and units follow Micrometer's convention, so that each monitoring system gets its own.
 */
public final class RuntimeMeters implements RuntimeMetrics {
  /** Most codes of rejections that are told apart; further ones count as {@link #OTHER_CODES}. */
  static final int CODES_MAX = 64;

  static final String OTHER_CODES = "other";

  private static final String PREFIX = "ledger.runtime.";

  private final MeterRegistry registry;
  private final DistributionSummary records;
  private final Timer commit;
  private final Counter decided;
  private final Counter repeated;
  private final Counter aborted;
  private final Counter sessionsLost;
  private final Timer restore;
  private final Counter restoredEvents;
  private final Timer checkpoint;
  private final Map<String, Counter> rejections = new ConcurrentHashMap<>();
  private final Map<DeadLetterCode, Counter> deadLetters = new EnumMap<>(DeadLetterCode.class);
  private final Map<Integer, Lag> lags = new ConcurrentHashMap<>();

  /** The lag of one partition and the gauge that shows it. */
  private record Lag(AtomicLong commands, Meter gauge) {}

  /** Registers what does not depend on a runtime that runs. */
  public RuntimeMeters(MeterRegistry registry) {
    this.registry = registry;
    this.records =
        DistributionSummary.builder(PREFIX + "batch")
            .baseUnit("records")
            .description("command records of one transaction")
            .register(registry);
    this.commit = timer("commit", "time Kafka took to commit a transaction");
    this.decided = commands("decided");
    this.repeated = commands("repeated");
    this.aborted = counter("batches.aborted", "batches", "batches that were rolled back");
    this.sessionsLost =
        counter("sessions.lost", "sessions", "memberships of the group that ended by a fault");
    this.restore = timer("restore", "time from assignment of a partition until it takes commands");
    this.restoredEvents =
        counter("restore.events", "events", "events that were replayed to restore partitions");
    this.checkpoint = timer("checkpoint", "time to write the checkpoint of one partition");
    for (DeadLetterCode code : DeadLetterCode.values()) {
      deadLetters.put(
          code,
          Counter.builder(PREFIX + "dead.letters")
              .baseUnit("records")
              .description("records that are not commands")
              .tag("code", code.code())
              .register(registry));
    }
  }

  private Timer timer(String name, String description) {
    return Timer.builder(PREFIX + name).description(description).register(registry);
  }

  private Counter counter(String name, String unit, String description) {
    return Counter.builder(PREFIX + name)
        .baseUnit(unit)
        .description(description)
        .register(registry);
  }

  private Counter commands(String result) {
    return Counter.builder(PREFIX + "commands")
        .baseUnit("commands")
        .description("commands that were answered")
        .tag("result", result)
        .register(registry);
  }

  /** Also shows the partitions and the cache of a runtime that was started. */
  public void watch(LedgerRuntime runtime) {
    watch(runtime::health, runtime::cacheCounts);
  }

  void watch(Supplier<RuntimeHealth> health, Supplier<CacheCounts> cache) {
    for (PartitionState state : PartitionState.values()) {
      Gauge.builder(PREFIX + "partitions", health, h -> count(h.get(), state))
          .baseUnit("partitions")
          .description("partitions that this node owns")
          .tag("state", state.name().toLowerCase(Locale.ROOT))
          .strongReference(true)
          .register(registry);
    }
    lookups("hit", cache, CacheCounts::hits);
    lookups("miss", cache, CacheCounts::misses);
  }

  private static double count(RuntimeHealth health, PartitionState state) {
    return health.partitions().values().stream().filter(p -> p.state() == state).count();
  }

  private void lookups(
      String result, Supplier<CacheCounts> cache, ToDoubleFunction<CacheCounts> of) {
    // Kept by the registry's function itself: a function counter holds its object weakly.
    FunctionCounter.builder(PREFIX + "cache.lookups", this, _ -> of.applyAsDouble(cache.get()))
        .baseUnit("lookups")
        .description("entities looked for that were not changed since the last checkpoint")
        .tag("result", result)
        .register(registry);
  }

  @Override
  public long nanos() {
    return registry.config().clock().monotonicTime();
  }

  @Override
  public void committed(int ofRecords, long commitNanos) {
    records.record(ofRecords);
    commit.record(commitNanos, TimeUnit.NANOSECONDS);
  }

  @Override
  public void commands(int ofDecided, int ofRepeated) {
    decided.increment(ofDecided);
    repeated.increment(ofRepeated);
  }

  @Override
  public void rejected(String code) {
    Counter counter = rejections.get(code);
    if (counter == null) {
      counter =
          rejections.computeIfAbsent(
              rejections.size() < CODES_MAX ? code : OTHER_CODES,
              known ->
                  Counter.builder(PREFIX + "rejections")
                      .baseUnit("commands")
                      .description("commands that were rejected")
                      .tag("code", known)
                      .register(registry));
    }
    counter.increment();
  }

  @Override
  public void buried(DeadLetterCode code) {
    Counter counter = deadLetters.get(code);
    if (counter != null) {
      counter.increment();
    }
  }

  @Override
  public void aborted() {
    aborted.increment();
  }

  @Override
  public void sessionLost() {
    sessionsLost.increment();
  }

  @Override
  public void restored(long events, long nanos) {
    restoredEvents.increment((double) events);
    restore.record(nanos, TimeUnit.NANOSECONDS);
  }

  @Override
  public void checkpointed(long nanos) {
    checkpoint.record(nanos, TimeUnit.NANOSECONDS);
  }

  @Override
  public void lag(int partition, long commands) {
    lags.computeIfAbsent(partition, this::newLag).commands().set(commands);
  }

  private Lag newLag(int partition) {
    AtomicLong commands = new AtomicLong();
    return new Lag(
        commands,
        Gauge.builder(PREFIX + "lag", commands, AtomicLong::doubleValue)
            .baseUnit("commands")
            .description("records of the command log that are not decided yet")
            .tag("partition", Integer.toString(partition))
            .strongReference(true)
            .register(registry));
  }

  @Override
  public void lagUnknown(int partition) {
    Lag lag = lags.remove(partition);
    if (lag != null) {
      registry.remove(lag.gauge());
    }
  }
}

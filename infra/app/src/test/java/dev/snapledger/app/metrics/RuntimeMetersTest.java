package dev.snapledger.app.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.snapledger.runtime.RuntimeHealth;
import dev.snapledger.runtime.RuntimeHealth.Partition;
import dev.snapledger.runtime.RuntimeHealth.PartitionState;
import dev.snapledger.runtime.checkpoint.RocksCheckpointStore.CacheCounts;
import dev.snapledger.runtime.partition.DeadLetterCode;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RuntimeMetersTest {
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final RuntimeMeters meters = new RuntimeMeters(registry);

  /** As the page writes it: name, type, unit, tags. */
  private record Described(String name, String type, String unit, String tags) {
    static Described of(Meter meter) {
      Meter.Id id = meter.getId();
      String unit = id.getBaseUnit() == null ? "" : id.getBaseUnit();
      return new Described(
          id.getName(),
          switch (id.getType()) {
            case DISTRIBUTION_SUMMARY -> "summary";
            default -> id.getType().name().toLowerCase(java.util.Locale.ROOT);
          },
          unit,
          id.getTags().stream().map(Tag::getKey).collect(Collectors.joining(" ")));
    }

    static Described of(String row) {
      String[] cells = row.split("\\|", -1);
      return new Described(
          cells[1].strip().replace("`", ""),
          cells[2].strip(),
          cells[3].strip(),
          cells[4].strip().replace("`", "").replace(", ", " "));
    }
  }

  @Test
  void areWhatThePageLists() throws Exception {
    // given
    watched();
    meters.lag(3, 10);
    meters.rejected("NotFound");

    // when
    List<Described> listed =
        Files.readString(Path.of("../../docs/reference/metrics.md"), UTF_8)
            .lines()
            .filter(line -> line.startsWith("| `ledger.runtime."))
            .map(Described::of)
            .toList();

    // then
    assertThat(registry.getMeters().stream().map(Described::of).distinct().toList())
        .containsExactlyInAnyOrderElementsOf(listed);
    assertThat(registry.getMeters()).allMatch(meter -> meter.getId().getDescription() != null);
  }

  @Test
  void countWhatTheRuntimeTells() {
    // when
    meters.committed(30, TimeUnit.MILLISECONDS.toNanos(4));
    meters.committed(10, TimeUnit.MILLISECONDS.toNanos(8));
    meters.commands(35, 5);
    meters.rejected("NotFound");
    meters.rejected("NotFound");
    meters.rejected("LimitExceeded");
    meters.buried(DeadLetterCode.KEY_MISMATCH);
    meters.aborted();
    meters.sessionLost();
    meters.restored(1_000, TimeUnit.MILLISECONDS.toNanos(500));
    meters.checkpointed(TimeUnit.MILLISECONDS.toNanos(20));
    watched();
    meters.lag(1, 7);

    // then
    assertThat(registry.get("ledger.runtime.rejections").tag("code", "NotFound").counter().count())
        .isEqualTo(2);
    assertThat(
            registry
                .get("ledger.runtime.dead.letters")
                .tag("code", "KeyMismatch")
                .counter()
                .count())
        .isEqualTo(1);
    assertThat(registry.get("ledger.runtime.restore.events").counter().count()).isEqualTo(1_000);
    assertThat(registry.get("ledger.runtime.restore").timer().totalTime(TimeUnit.MILLISECONDS))
        .isEqualTo(500);
    assertThat(registry.get("ledger.runtime.checkpoint").timer().count()).isEqualTo(1);
    assertThat(MetricsLine.of(registry))
        .isEqualTo(
            "lag 7, decided 35, repeated 5, rejected 3, dead letters 1, batches 2 of 20 records,"
                + " commit 6.0 ms (max 8.0), aborted 1, sessions lost 1, cache hits 90 of 100,"
                + " partitions running 1 restoring 0 stopped 1");
  }

  @Test
  void showTheLagOfOwnedPartitionsOnly() {
    // given
    meters.lag(1, 5);
    meters.lag(2, 6);

    // when
    meters.lag(1, 4);
    meters.lagUnknown(2);
    meters.lagUnknown(9);

    // then
    assertThat(registry.find("ledger.runtime.lag").gauges())
        .singleElement()
        .satisfies(gauge -> assertThat(gauge.getId().getTag("partition")).isEqualTo("1"))
        .extracting(Gauge::value)
        .isEqualTo(4.0);
  }

  @Test
  void boundTheNumberOfCodes() {
    // when
    for (int code = 0; code < RuntimeMeters.CODES_MAX + 10; code++) {
      meters.rejected("Code" + code);
    }

    // then
    assertThat(registry.find("ledger.runtime.rejections").counters())
        .hasSize(RuntimeMeters.CODES_MAX + 1)
        .filteredOn(c -> RuntimeMeters.OTHER_CODES.equals(c.getId().getTag("code")))
        .singleElement()
        .extracting(Counter::count)
        .isEqualTo(10.0);
  }

  private void watched() {
    var partitions =
        new TreeMap<>(
            Map.of(
                0, new Partition(PartitionState.RUNNING, ""),
                1, new Partition(PartitionState.STOPPED, "broken")));
    meters.watch(
        () -> new RuntimeHealth(RuntimeHealth.State.RUNNING, "", partitions),
        () -> new CacheCounts(90, 10));
  }
}

package dev.snapledger.bench.commands;

import static org.assertj.core.api.Assertions.assertThat;

import dev.snapledger.bench.contender.Role;
import dev.snapledger.bench.figure.Figure;
import dev.snapledger.bench.figure.Series;
import dev.snapledger.bench.process.Fields;
import java.util.List;
import org.junit.jupiter.api.Test;

class CommandsReportTest {
  @Test
  void holdsLimitsAgainstARunOfFullSize() {
    // when
    List<String> metrics = metricsOf(1_000_000, 100_000);

    // then
    assertThat(metrics).contains("restart_first_decision", "heap_families").hasSize(10);
  }

  @Test
  void judgesNoLimitByASmallerRun() {
    // when
    List<String> fewFamilies = metricsOf(1_000_000, 99_999);
    List<String> fewEvents = metricsOf(999_999, 100_000);

    // then
    assertThat(fewFamilies).doesNotContain("restart_first_decision", "heap_families").hasSize(8);
    assertThat(fewEvents).doesNotContain("restart_first_decision").contains("heap_families");
  }

  private static List<String> metricsOf(long events, long families) {
    Measured measured = new Measured();
    for (Role role : Role.values()) {
      measured.throughput(role, Fields.parse("records=10 nanos=1000 cpuNanos=500"));
      measured.latency(role, Fields.parse("p50=1000000 p99=2000000 max=3000000"));
    }
    Series millis = new Series();
    millis.add(100);
    CommandsResult result =
        new CommandsResult(
            measured,
            new CommandsResult.Restarts(events, families, millis, millis, millis, millis),
            new CommandsResult.Heap(families, 10, 500, 900));
    return new CommandsReport(result).figures().all().stream().map(Figure::metric).toList();
  }
}

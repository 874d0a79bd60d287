package dev.snapledger.app.metrics;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Statistic;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.search.Search;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** The meters of a runtime in one line, for a log or a terminal. */
public final class MetricsLine {
  private MetricsLine() {}

  /** Sums since the start; lag and partitions are those of now. */
  public static String of(MeterRegistry registry) {
    DistributionSummary batch = registry.find("ledger.runtime.batch").summary();
    Timer commit = registry.find("ledger.runtime.commit").timer();
    double hits = lookups(registry, "hit");
    double all = hits + lookups(registry, "miss");
    return String.format(
        Locale.ROOT,
        "lag %.0f, decided %.0f, repeated %.0f, rejected %.0f, dead letters %.0f, batches %d of"
            + " %.0f records, commit %.1f ms (max %.1f), aborted %.0f, sessions lost %.0f, cache"
            + " hits %.0f of %.0f, partitions running %.0f restoring %.0f stopped %.0f",
        sum(registry, "lag"),
        tagged(registry, "commands", "result", "decided"),
        tagged(registry, "commands", "result", "repeated"),
        sum(registry, "rejections"),
        sum(registry, "dead.letters"),
        batch == null ? 0 : batch.count(),
        batch == null ? 0 : batch.mean(),
        commit == null ? 0 : commit.mean(TimeUnit.MILLISECONDS),
        commit == null ? 0 : commit.max(TimeUnit.MILLISECONDS),
        sum(registry, "batches.aborted"),
        sum(registry, "sessions.lost"),
        hits,
        all,
        tagged(registry, "partitions", "state", "running"),
        tagged(registry, "partitions", "state", "restoring"),
        tagged(registry, "partitions", "state", "stopped"));
  }

  private static double lookups(MeterRegistry registry, String result) {
    FunctionCounter counter =
        registry.find("ledger.runtime.cache.lookups").tag("result", result).functionCounter();
    return counter == null ? 0 : counter.count();
  }

  private static double sum(MeterRegistry registry, String name) {
    return sumOf(registry.find("ledger.runtime." + name));
  }

  private static double tagged(MeterRegistry registry, String name, String tag, String value) {
    return sumOf(registry.find("ledger.runtime." + name).tag(tag, value));
  }

  /** The sum over the counters and gauges that were found. */
  private static double sumOf(Search found) {
    double sum = 0;
    for (var meter : found.meters()) {
      for (var measured : meter.measure()) {
        if (measured.getStatistic() == Statistic.COUNT
            || measured.getStatistic() == Statistic.VALUE) {
          sum += measured.getValue();
        }
      }
    }
    return sum;
  }
}

package dev.snapledger.cli.node;

import dev.snapledger.app.metrics.MetricsLine;
import dev.snapledger.runtime.RuntimeHealth;
import dev.snapledger.runtime.RuntimeHealth.PartitionState;
import dev.snapledger.runtime.kafka.TailReader;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.PrintWriter;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Tells people what a running node does: a line when a partition stops or goes on, one when the
 * runtime as a whole or the feed of the views is not well, and the metrics now and then. For one
 * thread.
 */
public final class NodeWatch {
  private final Supplier<RuntimeHealth> health;
  private final Supplier<TailReader.Health> views;
  private final MeterRegistry metrics;
  private final int looksBetweenMetrics;
  private final PrintWriter out;
  private final Map<Integer, String> stopped = new TreeMap<>();
  private RuntimeHealth.State state = RuntimeHealth.State.RUNNING;
  private TailReader.State viewsState = TailReader.State.READING;
  private int looks;

  /**
   * A watch that has seen nothing yet.
   *
   * @param looksBetweenMetrics the metrics are shown at every so many looks; 0 for never
   */
  public NodeWatch(
      Supplier<RuntimeHealth> health,
      Supplier<TailReader.Health> views,
      MeterRegistry metrics,
      int looksBetweenMetrics,
      PrintWriter out) {
    this.health = health;
    this.views = views;
    this.metrics = metrics;
    this.looksBetweenMetrics = looksBetweenMetrics;
    this.out = out;
  }

  /** Looks, and prints what is new. */
  public void look() {
    RuntimeHealth now = health.get();
    partitions(now);
    if (now.state() != state) {
      state = now.state();
      out.println("runtime: " + state + (now.detail().isEmpty() ? "" : ": " + now.detail()));
    }
    views(views.get());
    looks++;
    if (looksBetweenMetrics > 0 && looks % looksBetweenMetrics == 0) {
      out.println("metrics: " + MetricsLine.of(metrics));
    }
    out.flush();
  }

  private void views(TailReader.Health now) {
    if (now.state() != viewsState) {
      viewsState = now.state();
      String detail = now.detail().isEmpty() ? "" : ": " + now.detail();
      out.println(
          viewsState == TailReader.State.STOPPED
              ? "VIEWS STOPPED, commands go on" + detail
              : "views: " + viewsState + detail);
    }
  }

  private void partitions(RuntimeHealth now) {
    now.partitions()
        .forEach(
            (partition, found) -> {
              if (found.state() == PartitionState.STOPPED) {
                if (stopped.put(partition, found.detail()) == null) {
                  out.println(
                      "PARTITION %d STOPPED, the others go on: %s"
                          .formatted(partition, found.detail()));
                }
              } else if (found.state() == PartitionState.RUNNING
                  && stopped.remove(partition) != null) {
                out.println("partition %d takes commands again".formatted(partition));
              }
            });
  }

  /** The partitions that stopped and did not go on since. */
  Map<Integer, String> stopped() {
    return Map.copyOf(stopped);
  }
}

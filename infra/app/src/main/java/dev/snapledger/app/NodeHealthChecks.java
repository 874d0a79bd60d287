package dev.snapledger.app;

import dev.snapledger.runtime.RuntimeHealth;
import dev.snapledger.runtime.RuntimeHealth.PartitionState;
import dev.snapledger.runtime.kafka.TailReader;
import dev.snapledger.server.health.HealthCheck;
import dev.snapledger.server.health.HealthReport;
import dev.snapledger.server.health.NodeHealth;
import dev.snapledger.workers.WorkersHealth;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a node's health means for whoever watches it. Tells states and numbers, never the text of a
 * failure, which may name what is nobody's business; the log has it. Safe for many threads.
 */
final class NodeHealthChecks implements NodeHealth {
  private volatile @Nullable Supplier<LedgerNode.Health> node;

  /** Of a node that has not started yet. */
  NodeHealthChecks() {}

  /** Of a node that has started. */
  static NodeHealthChecks of(Supplier<LedgerNode.Health> started) {
    var checks = new NodeHealthChecks();
    checks.started(started);
    return checks;
  }

  /** The start is over. */
  void started(Supplier<LedgerNode.Health> started) {
    node = started;
  }

  @Override
  public HealthReport live() {
    return HealthReport.of(HealthCheck.up("process"));
  }

  @Override
  public HealthReport started() {
    return HealthReport.of(start(node));
  }

  private static HealthCheck start(@Nullable Supplier<LedgerNode.Health> node) {
    return node == null
        ? HealthCheck.down("start", "expected a node that has started, but it reads its state back")
        : HealthCheck.up("start");
  }

  @Override
  public HealthReport ready() {
    Supplier<LedgerNode.Health> asked = node;
    if (asked == null) {
      return started();
    }
    LedgerNode.Health health = asked.get();
    return new HealthReport(
        List.of(
            commands(health.runtime()),
            partitions(health.runtime()),
            views(health.views()),
            blocks(health.blocks()),
            work(health.workers())));
  }

  private static HealthCheck commands(RuntimeHealth runtime) {
    return runtime.state() == RuntimeHealth.State.RUNNING
        ? HealthCheck.up("commands")
        : HealthCheck.down(
            "commands", "expected a command loop that is RUNNING, but it is " + runtime.state());
  }

  private static HealthCheck partitions(RuntimeHealth runtime) {
    List<Integer> restoring = in(PartitionState.RESTORING, runtime);
    if (!restoring.isEmpty()) {
      return HealthCheck.down(
          "partitions", "expected partitions that take commands, but restoring are " + restoring);
    }
    List<Integer> stopped = in(PartitionState.STOPPED, runtime);
    return stopped.isEmpty()
        ? HealthCheck.up("partitions")
        : HealthCheck.degraded(
            "partitions", "expected partitions that take commands, but stopped are " + stopped);
  }

  private static List<Integer> in(PartitionState state, RuntimeHealth runtime) {
    return runtime.partitions().entrySet().stream()
        .filter(each -> each.getValue().state() == state)
        .map(Map.Entry::getKey)
        .toList();
  }

  private static HealthCheck views(TailReader.Health views) {
    String detail = "expected views that are READING the log, but they are " + views.state();
    return switch (views.state()) {
      case READING -> HealthCheck.up("views");
      case RETRYING, UNAVAILABLE -> HealthCheck.degraded("views", detail);
      case STOPPED, CLOSED -> HealthCheck.down("views", detail);
    };
  }

  private static HealthCheck blocks(LedgerNode.BlocksAt blocks) {
    return switch (blocks) {
      case HERE, OTHER_NODE -> HealthCheck.up("blocks");
      case NO_NODE ->
          HealthCheck.degraded("blocks", "expected a node that holds the blocks, but none does");
    };
  }

  private static HealthCheck work(WorkersHealth workers) {
    int stuck = workers.stuck().size();
    return stuck == 0
        ? HealthCheck.up("work")
        : HealthCheck.degraded(
            "work",
            "expected work that gets on, but %d of %d items failed at their last try"
                .formatted(stuck, workers.pending()));
  }
}

package dev.snapledger.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.snapledger.commands.id.DiskId;
import dev.snapledger.commands.id.SubscriptionId;
import dev.snapledger.projections.engine.LogPosition;
import dev.snapledger.projections.work.WorkItem;
import dev.snapledger.runtime.RuntimeHealth;
import dev.snapledger.runtime.RuntimeHealth.Partition;
import dev.snapledger.runtime.RuntimeHealth.PartitionState;
import dev.snapledger.runtime.kafka.TailReader;
import dev.snapledger.server.health.HealthCheck;
import dev.snapledger.server.health.HealthReport;
import dev.snapledger.workers.WorkersHealth;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NodeHealthChecksTest {
  private static final String SECRET = "sig=abc from broker-1:9092";

  private RuntimeHealth.State runtime = RuntimeHealth.State.RUNNING;
  private TailReader.State views = TailReader.State.READING;
  private Map<Integer, Partition> partitions =
      Map.of(0, partition(PartitionState.RUNNING), 1, partition(PartitionState.RUNNING));
  private List<WorkersHealth.StuckItem> stuck = List.of();
  private LedgerNode.BlocksAt blocks = LedgerNode.BlocksAt.HERE;

  private static Partition partition(PartitionState state) {
    return new Partition(state, SECRET);
  }

  private HealthReport ready() {
    return NodeHealthChecks.of(
            () ->
                new LedgerNode.Health(
                    new RuntimeHealth(runtime, SECRET, new TreeMap<>(partitions)),
                    new TailReader.Health(views, SECRET),
                    new WorkersHealth(3, 1, stuck),
                    blocks))
        .ready();
  }

  /** The parts that are not well, as {@code name STATE}. */
  private static List<String> unwell(HealthReport report) {
    assertThat(report.checks()).noneMatch(check -> check.detail().contains("abc"));
    return report.checks().stream()
        .filter(check -> check.state() != HealthCheck.State.UP)
        .map(check -> check.name() + " " + check.state())
        .toList();
  }

  private static String details(HealthReport report) {
    return String.join("\n", report.checks().stream().map(HealthCheck::detail).toList());
  }

  @Test
  void isReadyWhenEverythingIsWell() {
    assertThat(ready().up()).isTrue();
    assertThat(unwell(ready())).isEmpty();
    assertThat(ready().checks())
        .extracting(HealthCheck::name)
        .containsExactly("commands", "partitions", "views", "blocks", "work");
  }

  @Test
  void isReadyWhileAnotherNodeHoldsTheBlocksAndSaysWhenNoneDoes() {
    // given
    blocks = LedgerNode.BlocksAt.OTHER_NODE;
    assertThat(unwell(ready())).isEmpty();

    // when
    blocks = LedgerNode.BlocksAt.NO_NODE;

    // then
    assertThat(ready().up()).isTrue();
    assertThat(unwell(ready())).containsExactly("blocks DEGRADED");
  }

  @Test
  void livesButIsNeitherStartedNorReadyBeforeTheNodeIs() {
    // given
    var starting = new NodeHealthChecks();

    // when, then
    assertThat(starting.live().up()).isTrue();
    assertThat(starting.started().up()).isFalse();
    assertThat(starting.ready().up()).isFalse();
    assertThat(unwell(starting.ready())).containsExactly("start DOWN");
  }

  @Test
  void isStartedOnceTheNodeIsHoweverItIs() {
    // given
    runtime = RuntimeHealth.State.UNAVAILABLE;
    var checks =
        NodeHealthChecks.of(
            () -> {
              throw new AssertionError("expected nobody to ask");
            });

    // when, then
    assertThat(checks.live().up()).isTrue();
    assertThat(checks.started().up()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(value = RuntimeHealth.State.class, mode = EnumSource.Mode.EXCLUDE, names = "RUNNING")
  void isNotReadyWhileNoCommandsAreTaken(RuntimeHealth.State state) {
    // given
    runtime = state;

    // when, then
    assertThat(ready().up()).isFalse();
    assertThat(unwell(ready())).containsExactly("commands DOWN");
    assertThat(details(ready())).contains("but it is " + state);
  }

  @Test
  void isNotReadyWhileAPartitionIsRestored() {
    // given
    partitions =
        Map.of(
            0, partition(PartitionState.RUNNING),
            3, partition(PartitionState.RESTORING),
            4, partition(PartitionState.STOPPED));

    // when, then
    assertThat(ready().up()).isFalse();
    assertThat(unwell(ready())).containsExactly("partitions DOWN");
    assertThat(details(ready())).contains("restoring are [3]");
  }

  @Test
  void servesTheOtherPartitionsWhenOneStopped() {
    // given
    partitions = Map.of(0, partition(PartitionState.RUNNING), 7, partition(PartitionState.STOPPED));

    // when, then
    assertThat(ready().up()).isTrue();
    assertThat(unwell(ready())).containsExactly("partitions DEGRADED");
    assertThat(details(ready())).contains("stopped are [7]");
  }

  @ParameterizedTest
  @EnumSource(
      value = TailReader.State.class,
      names = {"STOPPED", "CLOSED"})
  void isNotReadyWhenTheViewsDoNotFollow(TailReader.State state) {
    // given
    views = state;

    // when, then
    assertThat(ready().up()).isFalse();
    assertThat(unwell(ready())).containsExactly("views DOWN");
  }

  @ParameterizedTest
  @EnumSource(
      value = TailReader.State.class,
      names = {"RETRYING", "UNAVAILABLE"})
  void servesWithViewsThatAreBehind(TailReader.State state) {
    // given
    views = state;

    // when, then
    assertThat(ready().up()).isTrue();
    assertThat(unwell(ready())).containsExactly("views DEGRADED");
  }

  @Test
  void servesWithWorkThatIsStuckAndCountsIt() {
    // given
    stuck =
        List.of(
            new WorkersHealth.StuckItem(
                new WorkItem.ResizeVolume(
                    new LogPosition(0, 1),
                    new SubscriptionId(new UUID(0, 1)),
                    "eastus",
                    Instant.EPOCH,
                    new DiskId(new UUID(0, 2)),
                    1L),
                2,
                SECRET));

    // when, then
    assertThat(ready().up()).isTrue();
    assertThat(unwell(ready())).containsExactly("work DEGRADED");
    assertThat(details(ready())).contains("1 of 3 items");
  }
}

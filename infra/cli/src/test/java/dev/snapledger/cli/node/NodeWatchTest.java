package dev.snapledger.cli.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.snapledger.runtime.RuntimeHealth;
import dev.snapledger.runtime.RuntimeHealth.Partition;
import dev.snapledger.runtime.RuntimeHealth.PartitionState;
import dev.snapledger.runtime.RuntimeHealth.State;
import dev.snapledger.runtime.kafka.TailReader;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class NodeWatchTest {
  private final StringWriter printed = new StringWriter();
  private RuntimeHealth health = health(State.RUNNING, "", running());

  private TailReader.Health views = new TailReader.Health(TailReader.State.READING, "");

  private NodeWatch watch(int looksBetweenMetrics) {
    return new NodeWatch(
        () -> health,
        () -> views,
        new SimpleMeterRegistry(),
        looksBetweenMetrics,
        new PrintWriter(printed));
  }

  private static RuntimeHealth health(State state, String detail, Partition second) {
    return new RuntimeHealth(state, detail, new TreeMap<>(Map.of(0, running(), 1, second)));
  }

  private static Partition running() {
    return new Partition(PartitionState.RUNNING, "");
  }

  private List<String> lines() {
    return printed.toString().lines().toList();
  }

  @Test
  void saysOnceThatAPartitionStoppedAndThatItGoesOn() {
    // given
    NodeWatch watch = watch(0);
    watch.look();
    assertThat(lines()).isEmpty();

    // when
    health = health(State.RUNNING, "", new Partition(PartitionState.STOPPED, "offset 7: wrong"));
    watch.look();
    watch.look();
    assertThat(watch.stopped()).containsExactly(Map.entry(1, "offset 7: wrong"));
    health = health(State.RUNNING, "", running());
    watch.look();

    // then
    assertThat(lines())
        .containsExactly(
            "PARTITION 1 STOPPED, the others go on: offset 7: wrong",
            "partition 1 takes commands again");
    assertThat(watch.stopped()).isEmpty();
  }

  @Test
  void saysHowTheRuntimeIsWhenThatChanges() {
    // given
    NodeWatch watch = watch(0);

    // when
    health = health(State.UNAVAILABLE, "no broker", running());
    watch.look();
    watch.look();
    health = health(State.RUNNING, "", running());
    watch.look();

    // then
    assertThat(lines()).containsExactly("runtime: UNAVAILABLE: no broker", "runtime: RUNNING");
  }

  @Test
  void saysOnceThatTheViewsStopped() {
    // given
    NodeWatch watch = watch(0);
    watch.look();

    // when
    views = new TailReader.Health(TailReader.State.RETRYING, "no broker");
    watch.look();
    views = new TailReader.Health(TailReader.State.STOPPED, "partition 1, offset 7: wrong");
    watch.look();
    watch.look();

    // then
    assertThat(lines())
        .containsExactly(
            "views: RETRYING: no broker",
            "VIEWS STOPPED, commands go on: partition 1, offset 7: wrong");
  }

  @Test
  void showsTheMetricsAtEverySoManyLooks() {
    // given
    NodeWatch watch = watch(3);

    // when
    for (int look = 0; look < 7; look++) {
      watch.look();
    }

    // then
    assertThat(lines()).hasSize(2).allMatch(line -> line.startsWith("metrics: lag 0, decided 0"));
  }
}

package dev.snapledger.simulation.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The ledger in simulated worlds; many more are run by {@code infra/bin/ledger simulate}. */
class SimulationTest {
  private static final long SEEDS = 200;
  private static final int STEPS = 700;

  @Test
  void keepsEveryPromiseInEveryWorldAndMeetsEveryFault() {
    // when
    List<Outcome> outcomes =
        LongStream.rangeClosed(1, SEEDS)
            .parallel()
            .mapToObj(seed -> Simulation.run(world(seed)))
            .toList();

    // then
    Map<Fault, Long> met = new EnumMap<>(Fault.class);
    outcomes.forEach(
        outcome -> outcome.faults().forEach((fault, count) -> met.merge(fault, count, Long::sum)));
    assertThat(met).containsOnlyKeys(Fault.values());
    assertThat(outcomes.stream().mapToLong(Outcome::events).sum()).isGreaterThan(10 * SEEDS);
    assertThat(outcomes.stream().mapToLong(Outcome::rejections).sum()).isGreaterThan(SEEDS);
    assertThat(outcomes.stream().mapToLong(Outcome::snapshots).sum()).isGreaterThan(SEEDS);
  }

  /** A store refused its own data when the first sync of its mark had failed before a crash. */
  @Test
  void opensARegionWhoseMarkWasNotSyncedAtFirst() {
    assertThat(Simulation.run(WorldSettings.of(161)).faults()).containsKey(Fault.SYNC_FAILED);
    assertThat(Simulation.run(WorldSettings.of(289)).events()).isPositive();
  }

  /** A worker with an old view sealed a deleted snapshot once more, in the middle of the chain. */
  @Test
  void makesNoDeletedImageAgain() {
    assertThat(Simulation.run(WorldSettings.of(117)).snapshots()).isPositive();
  }

  @Test
  void doesTheSameAgainForTheSameSeed() {
    for (long seed = 1; seed <= 3; seed++) {
      // when
      Outcome first = Simulation.run(world(seed));
      Outcome second = Simulation.run(world(seed));

      // then
      assertThat(second).isEqualTo(first);
    }
  }

  private static WorldSettings world(long seed) {
    // One node, two, and three by turns.
    return new WorldSettings(seed, STEPS, (int) (1 + (seed + 1) % 3), Bug.NONE);
  }
}

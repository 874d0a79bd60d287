package dev.snapledger.simulation.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** The checkers can fail: each planted bug is found in few worlds, with its seed. */
class PlantedBugsTest {
  private static final long SEEDS_MAX = 400;
  private static final int STEPS = 1_000;

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
  void findsAPlantedBug(Bug bug) {
    // when
    Throwable found = null;
    long seed = 0;
    while (found == null && seed < SEEDS_MAX) {
      WorldSettings settings = new WorldSettings(++seed, STEPS, 3, bug);
      found = catchThrowable(() -> Simulation.run(settings));
    }

    // then
    assertThat(found)
        .isInstanceOf(WorldFailedException.class)
        .hasMessageStartingWith("seed " + seed + ", step ")
        .hasMessageContaining("--from " + seed + " ")
        .hasMessageContaining("--bug " + bug);
  }
}

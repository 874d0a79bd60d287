package dev.snapledger.blockstore.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.snapledger.blockstore.api.StoreUsage;
import dev.snapledger.blockstore.api.VolumeId;
import dev.snapledger.blockstore.file.MemoryFiles;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/** Random histories against a byte-array disk; a failing seed is printed by the property. */
class StoreModelPropertyTest {
  @Property(tries = 30, shrinking = ShrinkingMode.OFF)
  void answersAsTheModelAfterAnyHistory(@ForAll long seed) {
    SplittableRandom chance = new SplittableRandom(seed);
    StoreWorld world = new StoreWorld(new MemoryFiles(), chance);
    WorldChecker checker = new WorldChecker(world);
    for (int step = 0; step < 120; step++) {
      world.step();
      if (step % 30 == 29) {
        checker.checkAll();
      }
    }
    world.reopen();
    checker.checkAll();
    world.store.close();
  }

  @Property(tries = 30, shrinking = ShrinkingMode.OFF)
  void countsTheSameSpaceAfterOpeningAgain(@ForAll long seed) {
    StoreWorld world = new StoreWorld(new MemoryFiles(), new SplittableRandom(seed));
    for (int round = 0; round < 6; round++) {
      for (int step = 0; step < 20; step++) {
        world.step();
      }
      world.volumes.keySet().forEach(id -> world.store.flush(new VolumeId(id)));
      StoreUsage before = world.store.usage();
      world.reopen();
      assertThat(world.store.usage().liveBytes()).isEqualTo(before.liveBytes());
      assertThat(world.store.usage().images()).isEqualTo(before.images());
    }
    world.store.close();
  }

  @Property(tries = 30, shrinking = ShrinkingMode.OFF)
  void leavesNoFileWhenEverythingIsDeleted(@ForAll long seed) {
    MemoryFiles files = new MemoryFiles();
    StoreWorld world = new StoreWorld(files, new SplittableRandom(seed));
    for (int step = 0; step < 80; step++) {
      world.step();
    }
    world.deleteAll();
    assertThat(world.store.usage().liveBytes()).isEqualTo(0);
    world.reopen();
    world.store.close();
    assertThat(files.files()).containsExactly(StoreWorld.DIRECTORY.resolve("FORMAT"));
  }
}

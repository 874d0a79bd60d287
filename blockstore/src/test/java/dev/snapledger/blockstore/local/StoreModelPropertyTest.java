package dev.snapledger.blockstore.local;

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
}

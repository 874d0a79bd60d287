package dev.snapledger.blockstore.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.snapledger.blockstore.api.BlockStoreException;
import dev.snapledger.blockstore.api.StoreFaultException;
import dev.snapledger.blockstore.file.SimulatedCrash;
import dev.snapledger.blockstore.object.MemoryObjects;
import dev.snapledger.blockstore.object.MemoryObjects.Fate;
import dev.snapledger.blockstore.object.ObjectNode;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Test;

/**
 * A store over an object store whose node ends at any change of any object, or does not hear of it,
 * and comes back without its local disk; against the model.
 */
class ObjectCrashPropertyTest {
  private static final int STEPS = 25;
  private static final List<Fate> FATES = List.of(Fate.values());

  @Test
  void survivesACrashAtEachChangeOfSmallHistories() {
    for (long seed = 1; seed <= 2; seed++) {
      long changes = crashOnce(seed, Long.MAX_VALUE, Fate.FAILS);
      assertThat(changes).isGreaterThan(15);
      for (long at = 0; at < changes; at++) {
        for (Fate fate : Fate.values()) {
          crashOnce(seed, at, fate);
        }
      }
    }
  }

  @Property(tries = 10, shrinking = ShrinkingMode.OFF)
  void survivesManyCrashesInOneHistory(@ForAll long seed) {
    SplittableRandom chance = new SplittableRandom(seed);
    MemoryObjects objects = new MemoryObjects();
    StoreWorld world = new StoreWorld(ObjectNode.open(objects.client(), "one"), chance);
    for (int crash = 0; crash < 8; crash++) {
      MemoryObjects.Client client = objects.client();
      world.openOn(ObjectNode.open(client, "one"));
      client.fate(client.changes() + chance.nextInt(60), any(chance));
      try {
        for (int step = 0; step < STEPS; step++) {
          world.step();
        }
      } catch (SimulatedCrash | StoreFaultException _) {
        // Found again below.
      }
      world.openOn(ObjectNode.open(objects.client(), "one"));
      CrashAftermath.settle(world);
      new WorldChecker(world).checkAll();
    }
  }

  private static Fate any(SplittableRandom chance) {
    return FATES.get(chance.nextInt(FATES.size()));
  }

  /** Runs a history in which one change has that fate; tells how many changes it has. */
  private static long crashOnce(long seed, long at, Fate fate) {
    MemoryObjects objects = new MemoryObjects();
    MemoryObjects.Client client = objects.client();
    client.fate(at, fate);
    try {
      StoreWorld world = new StoreWorld(ObjectNode.open(client, "one"), new SplittableRandom(seed));
      try {
        for (int step = 0; step < STEPS; step++) {
          world.step();
        }
        new WorldChecker(world).checkAll();
      } catch (SimulatedCrash | StoreFaultException _) {
        world.openOn(ObjectNode.open(objects.client(), "one"));
        CrashAftermath.settle(world);
        new WorldChecker(world).checkAll();
      }
    } catch (SimulatedCrash | UncheckedIOException | BlockStoreException _) {
      // Before the first open was done: the next one must do it all.
      LocalBlockStore.open(ObjectNode.open(objects.client(), "one"), StoreWorld.DIRECTORY).close();
    }
    return client.changes();
  }
}

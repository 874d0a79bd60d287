package dev.snapledger.blockstore.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.snapledger.blockstore.api.BlockStoreException;
import dev.snapledger.blockstore.api.StoreFaultException;
import dev.snapledger.blockstore.file.MemoryFiles;
import dev.snapledger.blockstore.file.SimulatedCrash;
import dev.snapledger.blockstore.object.MemoryObjects;
import dev.snapledger.blockstore.object.MemoryObjects.Fate;
import dev.snapledger.blockstore.object.ObjectFiles;
import dev.snapledger.blockstore.object.ObjectNode;
import dev.snapledger.blockstore.object.TakeOver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Test;

/**
 * A store over an object store whose node ends at any change of any object, or does not hear of it,
 * and comes back with or without its local disk; against the model.
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

  /** The local disk stays; a stop leaves copies, a crash none, and loss of power less than that. */
  @Property(tries = 20, shrinking = ShrinkingMode.OFF)
  void survivesStopsAndCrashesWithItsDisk(@ForAll long seed) throws IOException {
    SplittableRandom chance = new SplittableRandom(seed);
    MemoryObjects objects = new MemoryObjects();
    MemoryFiles disk = new MemoryFiles();
    ObjectFiles files = open(objects, disk);
    StoreWorld world = new StoreWorld(files, chance);
    for (int opening = 0; opening < 8; opening++) {
      for (int step = 0; step < STEPS; step++) {
        world.step();
      }
      int end = chance.nextInt(4);
      if (end > 0) {
        world.store.close();
        files.close();
      }
      if (end == 1) {
        disk.restart(chance);
      }
      files = open(objects, disk);
      world.openOn(files);
      CrashAftermath.settle(world);
      new WorldChecker(world).checkAll();
    }
  }

  private static ObjectFiles open(MemoryObjects objects, MemoryFiles disk) {
    return ObjectNode.open(
        objects.client(), disk, ObjectNode.settings("one", TakeOver.ALWAYS, ObjectNode.SMALL));
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

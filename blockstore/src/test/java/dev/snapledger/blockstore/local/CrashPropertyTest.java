package dev.snapledger.blockstore.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.snapledger.blockstore.api.BlockStoreException;
import dev.snapledger.blockstore.api.StoreFaultException;
import dev.snapledger.blockstore.api.StoreFullException;
import dev.snapledger.blockstore.api.VolumeId;
import dev.snapledger.blockstore.file.MemoryFiles;
import dev.snapledger.blockstore.file.SimulatedCrash;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Test;

/** Crashes, full disks and failed syncs at any change of any file, against the model. */
class CrashPropertyTest {
  private static final int STEPS = 25;

  @Test
  void survivesACrashBeforeEachChangeOfSmallHistories() {
    for (long seed = 1; seed <= 3; seed++) {
      long changes = changesOf(seed);
      assertThat(changes).isGreaterThan(50);
      for (long at = 0; at < changes; at++) {
        crashOnce(seed, at);
      }
    }
  }

  @Property(tries = 15, shrinking = ShrinkingMode.OFF)
  void survivesManyCrashesInOneHistory(@ForAll long seed) {
    SplittableRandom chance = new SplittableRandom(seed);
    MemoryFiles files = new MemoryFiles();
    StoreWorld world = new StoreWorld(files, chance);
    for (int crash = 0; crash < 6; crash++) {
      files.crashAt(files.changes() + chance.nextInt(150));
      try {
        for (int step = 0; step < STEPS; step++) {
          world.step();
        }
        files.crashAt(files.changes());
      } catch (SimulatedCrash _) {
        // Found again below.
      }
      CrashAftermath.restart(files, world, chance);
      new WorldChecker(world).checkAll();
    }
  }

  @Test
  void survivesACrashBeforeEachChangeWhileAJournalIsRewritten() {
    long changes = rewriteJournal(new MemoryFiles());
    for (long at = 0; at < changes; at++) {
      // given
      MemoryFiles files = new MemoryFiles();
      files.crashAt(at);
      AtomicInteger flushed = new AtomicInteger();
      assertThatThrownBy(() -> rewriteJournal(files, flushed)).isInstanceOf(SimulatedCrash.class);

      // when
      files.restart(new SplittableRandom(at));
      ByteBuffer found = ByteBuffer.allocate(512);
      try (LocalBlockStore store = LocalBlockStore.open(files, StoreWorld.DIRECTORY)) {
        if (store.findVolume(REWRITTEN) != null) {
          store.read(REWRITTEN, 0, found);
        }
      }

      // then
      assertThat((int) found.get(0)).isBetween(flushed.get(), flushed.get() + 1);
    }
  }

  private static final VolumeId REWRITTEN = new VolumeId(new UUID(8, 8));

  private static long rewriteJournal(MemoryFiles files) {
    rewriteJournal(files, new AtomicInteger());
    assertThat(files.renames()).as("of FORMAT, VOLUME and journals").isGreaterThan(4);
    return files.changes();
  }

  private static void rewriteJournal(MemoryFiles files, AtomicInteger flushed) {
    LocalBlockStore store =
        LocalBlockStore.open(files, StoreWorld.DIRECTORY, new StoreLimits(1 << 20, 2, 9));
    store.createVolume(REWRITTEN, 512);
    for (int value = 1; value <= 16; value++) {
      store.write(REWRITTEN, 0, ByteBuffer.allocate(512).put(0, (byte) value));
      store.flush(REWRITTEN);
      flushed.set(value);
    }
  }

  @Test
  void keepsWhatOnlyTheJournalOnDiskStillNames() {
    // given
    MemoryFiles files = new MemoryFiles();
    VolumeId other = new VolumeId(new UUID(8, 9));
    LocalBlockStore store =
        LocalBlockStore.open(files, StoreWorld.DIRECTORY, new StoreLimits(70_000, 1, 100));
    store.createVolume(REWRITTEN, 2 * 65_536);
    store.createVolume(other, 65_536);
    store.write(REWRITTEN, 0, random(1));
    store.flush(REWRITTEN);

    // when
    store.write(REWRITTEN, 0, random(2));
    store.write(REWRITTEN, 65_536, random(3));
    store.write(other, 0, random(4));
    store.flush(other);
    files.crashAt(files.changes());
    files.restart(new SplittableRandom(1));

    // then
    ByteBuffer found = ByteBuffer.allocate(65_536);
    try (LocalBlockStore again = LocalBlockStore.open(files, StoreWorld.DIRECTORY)) {
      again.read(REWRITTEN, 0, found);
    }
    assertThat(found.flip()).isEqualTo(random(1));
  }

  private static ByteBuffer random(int seed) {
    byte[] bytes = new byte[65_536];
    new SplittableRandom(seed).nextBytes(bytes);
    return ByteBuffer.wrap(bytes);
  }

  /** Found by the simulation: a store refused its own data after a failed sync and a crash. */
  @Test
  void keepsWhatWasStoredAfterAnOpeningWhoseSyncFailed() {
    for (long at = 0; at < 10; at++) {
      for (long seed = 0; seed < 20; seed++) {
        // given
        MemoryFiles files = new MemoryFiles();
        files.failSyncAt(at);
        try {
          LocalBlockStore.open(files, StoreWorld.DIRECTORY).close();
        } catch (StoreFaultException _) {
          // The machine goes on, and so does who asked.
        }
        VolumeId volume = new VolumeId(new UUID(1, 1));
        LocalBlockStore opened = LocalBlockStore.open(files, StoreWorld.DIRECTORY);
        opened.createVolume(volume, 1 << 20);

        // when
        files.restart(new SplittableRandom(seed));

        // then
        try (LocalBlockStore again = LocalBlockStore.open(files, StoreWorld.DIRECTORY)) {
          assertThat(again.findVolume(volume)).as("sync %d, seed %d", at, seed).isNotNull();
        }
      }
    }
  }

  private static long changesOf(long seed) {
    MemoryFiles files = new MemoryFiles();
    StoreWorld world = new StoreWorld(files, new SplittableRandom(seed));
    for (int step = 0; step < STEPS; step++) {
      world.step();
    }
    return files.changes();
  }

  private static void crashOnce(long seed, long at) {
    SplittableRandom chance = new SplittableRandom(seed);
    MemoryFiles files = new MemoryFiles();
    files.crashAt(at);
    try {
      StoreWorld world = new StoreWorld(files, chance);
      try {
        for (int step = 0; step < STEPS; step++) {
          world.step();
        }
      } catch (SimulatedCrash _) {
        CrashAftermath.restart(files, world, new SplittableRandom(seed * 31 + at));
        new WorldChecker(world).checkAll();
      }
    } catch (SimulatedCrash _) {
      // Before the first open was done: the next one must do it all.
      files.restart(new SplittableRandom(at));
      LocalBlockStore.open(files, StoreWorld.DIRECTORY).close();
    }
  }

  @Property(tries = 20, shrinking = ShrinkingMode.OFF)
  void losesNothingWhenSpaceRunsOutAndReturns(@ForAll long seed) {
    SplittableRandom chance = new SplittableRandom(seed);
    MemoryFiles files = new MemoryFiles();
    StoreWorld world = new StoreWorld(files, chance);
    for (int step = 0; step < 15; step++) {
      world.step();
    }
    for (int round = 0; round < 6; round++) {
      long from = files.changes() + chance.nextInt(30);
      files.fullBetween(from, from + 1 + chance.nextInt(12));
      for (int step = 0; step < 12; step++) {
        try {
          world.step();
        } catch (StoreFullException e) {
          assertThat(e).hasMessageContaining("full");
          if (world.closed) {
            CrashAftermath.reopenAfterFault(files, world);
          } else {
            CrashAftermath.settlePending(world);
            CrashAftermath.settleVolumes(world);
          }
        } catch (StoreFaultException e) {
          CrashAftermath.reopenAfterFault(files, world);
        }
      }
      files.fullBetween(Long.MAX_VALUE, Long.MAX_VALUE);
      CrashAftermath.settleVolumes(world);
      new WorldChecker(world).checkAll();
    }
    CrashAftermath.reopenAfterFault(files, world);
    new WorldChecker(world).checkAll();
  }

  @Property(tries = 15, shrinking = ShrinkingMode.OFF)
  void stopsWritingAfterAFailedSyncUntilOpenedAgain(@ForAll long seed) {
    SplittableRandom chance = new SplittableRandom(seed);
    MemoryFiles files = new MemoryFiles();
    StoreWorld world = new StoreWorld(files, chance);
    files.failSyncAt(files.changes() + chance.nextInt(100));
    for (int step = 0; step < 40; step++) {
      try {
        world.step();
      } catch (BlockStoreException e) {
        assertThat(e).isInstanceOf(StoreFaultException.class);
        // The process stops at once: what was not synced may be lost.
        files.crashAt(0);
        CrashAftermath.restart(files, world, chance);
      }
    }
    new WorldChecker(world).checkAll();
  }
}

package dev.snapledger.blockstore.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.snapledger.blockstore.api.BlockStoreException;
import dev.snapledger.blockstore.api.StoreFaultException;
import dev.snapledger.blockstore.api.StoreFullException;
import dev.snapledger.blockstore.file.MemoryFiles;
import dev.snapledger.blockstore.file.SimulatedCrash;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * One fault at each point of whole histories where it can happen: what the store says afterwards,
 * at once and when it is opened again, is what the model says.
 */
class EveryFaultTest {
  private static final int STEPS = 40;

  /** How long a full disk stays full: for one change, and for those that clean up after it. */
  private static final int[] FULL_CHANGES = {1, 7};

  @ParameterizedTest
  @ValueSource(longs = {11, 12})
  void survivesACrashBeforeEachChange(long seed) {
    long length = lengthOf(seed).changes();
    for (long at = 0; at < length; at++) {
      long change = at;
      run(seed, files -> files.crashAt(change), "crash before change " + at);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = 12)
  void survivesAFullDiskAtEachChange(long seed) {
    long length = lengthOf(seed).changes();
    for (long at = 0; at < length; at++) {
      for (int full : FULL_CHANGES) {
        long change = at;
        run(
            seed,
            files -> files.fullBetween(change, change + full),
            "no space for " + full + " changes from " + at);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = 12)
  void survivesEachSyncThatFails(long seed) {
    long length = lengthOf(seed).changes();
    for (long at = 0; at < length; at++) {
      long change = at;
      run(seed, files -> files.failSyncAt(change), "failed sync from change " + at);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12})
  void survivesEachReadThatFails(long seed) {
    long length = lengthOf(seed).reads();
    for (long at = 0; at < length; at++) {
      long read = at;
      run(seed, files -> files.failReadAt(read), "failed read " + at);
    }
  }

  /**
   * What a history without a fault needs.
   *
   * @param changes of files, until its last step
   * @param reads of files, until its last step
   */
  private record Length(long changes, long reads) {}

  private static Length lengthOf(long seed) {
    Length length = run(seed, new MemoryFiles(), "no fault");
    assertThat(length.changes()).isGreaterThan(60);
    assertThat(length.reads()).isPositive();
    return length;
  }

  private static void run(long seed, Consumer<MemoryFiles> fault, String what) {
    MemoryFiles files = new MemoryFiles();
    fault.accept(files);
    try {
      Length _ = run(seed, files, what);
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError("seed " + seed + ", " + what, e);
    }
  }

  private static Length run(long seed, MemoryFiles files, String what) {
    StoreWorld world = opened(files, seed);
    for (int step = 0; step < STEPS; step++) {
      try {
        world.step();
      } catch (StoreFullException e) {
        assertThat(e).hasMessageContaining("full");
        goOn(files, world);
      } catch (StoreFaultException e) {
        assertThat(e).as(what).hasMessageContaining("failed");
        CrashAftermath.reopenAfterFault(files, world);
      } catch (SimulatedCrash _) {
        CrashAftermath.reopenAfterFault(files, world);
      }
    }
    Length length = new Length(files.changes(), files.reads());
    files.noFaults();
    new WorldChecker(world).checkAll();
    CrashAftermath.reopenAfterFault(files, world);
    new WorldChecker(world).checkAll();
    return length;
  }

  /** A world over a store whose first opening may have failed. */
  private static StoreWorld opened(MemoryFiles files, long seed) {
    try {
      return new StoreWorld(files, new SplittableRandom(seed));
    } catch (BlockStoreException | SimulatedCrash _) {
      files.crashAt(0);
      files.restart(new SplittableRandom(seed));
      return new StoreWorld(files, new SplittableRandom(seed));
    }
  }

  private static void goOn(MemoryFiles files, StoreWorld world) {
    if (world.closed) {
      CrashAftermath.reopenAfterFault(files, world);
    } else {
      CrashAftermath.settlePending(world);
      CrashAftermath.settleVolumes(world);
    }
  }
}

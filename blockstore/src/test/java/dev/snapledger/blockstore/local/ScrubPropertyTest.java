package dev.snapledger.blockstore.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.snapledger.blockstore.api.StoreFaultException;
import dev.snapledger.blockstore.file.MemoryFiles;
import dev.snapledger.blockstore.file.SimulatedCrash;
import dev.snapledger.blockstore.scrub.ScrubDepth;
import dev.snapledger.blockstore.scrub.ScrubListener;
import dev.snapledger.blockstore.scrub.ScrubReport;
import dev.snapledger.blockstore.scrub.ScrubRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Test;

/** A scrub calls nothing damage that is none, and nothing sound that is damaged. */
class ScrubPropertyTest {
  /** In groups of a few records, so that small stores have many. */
  private static ScrubReport scrub(StoreWorld world, ScrubDepth depth, int groupRecordsMax) {
    return ((LocalBlockStore) world.store)
        .scrub(ScrubRequest.of(depth), ScrubListener.NONE, groupRecordsMax);
  }

  private static void assertClean(ScrubReport report) {
    assertThat(report.broken()).isEmpty();
    assertThat(report.unreadable()).isEmpty();
    assertThat(report.end()).isEqualTo(ScrubReport.End.COMPLETE);
  }

  @Property(tries = 20, shrinking = ShrinkingMode.OFF)
  void findsNoDamageAfterAnyHistory(@ForAll long seed) {
    StoreWorld world = new StoreWorld(new MemoryFiles(), new SplittableRandom(seed));
    for (int step = 0; step < 120; step++) {
      world.step();
      if (step % 6 == 5) {
        ScrubReport report =
            scrub(world, step % 4 == 1 ? ScrubDepth.DEEP : ScrubDepth.SHALLOW, 1 + step);
        assertClean(report);
        assertThat(report.coverage().strayPlaces()).isZero();
      }
    }
    world.store.close();
  }

  @Test
  void findsNoDamageAfterACrashBeforeAnyChangeOfSmallHistories() {
    for (long seed = 1; seed <= 3; seed++) {
      boolean crashed = true;
      for (long at = 0; crashed; at += 3) {
        MemoryFiles files = new MemoryFiles();
        files.crashAt(at);
        crashed = isCrashing(files, seed);
        files.restart(new SplittableRandom(seed * 31 + at));
        try (LocalBlockStore store = LocalBlockStore.open(files, StoreWorld.DIRECTORY)) {
          assertClean(store.scrub(ScrubRequest.of(ScrubDepth.DEEP), ScrubListener.NONE));
        }
      }
    }
  }

  private static boolean isCrashing(MemoryFiles files, long seed) {
    try {
      StoreWorld world = new StoreWorld(files, new SplittableRandom(seed));
      for (int step = 0; step < 25; step++) {
        world.step();
      }
      return false;
    } catch (SimulatedCrash _) {
      return true;
    }
  }

  @Property(tries = 8, shrinking = ShrinkingMode.OFF)
  void findsNoDamageBesideOtherRequests(@ForAll long seed) {
    StoreWorld world = new StoreWorld(new MemoryFiles(), new SplittableRandom(seed));
    try (ExecutorService other = Executors.newSingleThreadExecutor()) {
      CompletableFuture<Integer> history =
          CompletableFuture.supplyAsync(
              () -> {
                for (int step = 0; step < 200; step++) {
                  world.step();
                }
                return 200;
              },
              other);
      int scrubs = 0;
      while (!history.isDone() || scrubs == 0) {
        ScrubDepth depth = scrubs % 3 == 0 ? ScrubDepth.DEEP : ScrubDepth.SHALLOW;
        try {
          assertClean(scrub(world, depth, 1 + scrubs % 7));
        } catch (StoreFaultException e) {
          assertThat(e).as("the history opens the store again").hasMessageContaining("was closed");
        }
        scrubs++;
      }
      assertThat(history.join()).isEqualTo(200);
    }
    new WorldChecker(world).checkAll();
    world.store.close();
  }

  @Property(tries = 60, shrinking = ShrinkingMode.OFF)
  void reportsAFlippedBitOrNothingIsWrong(@ForAll long seed) {
    // given
    SplittableRandom chance = new SplittableRandom(seed);
    MemoryFiles files = new MemoryFiles();
    StoreWorld world = new StoreWorld(files, chance);
    for (int step = 0; step < 40; step++) {
      world.step();
    }
    world.reopen();
    List<Path> segments =
        files.files().stream().filter(file -> file.toString().endsWith(".seg")).toList();
    if (segments.isEmpty()) {
      return;
    }
    Path file = segments.get(chance.nextInt(segments.size()));
    files.flipBit(file, chance.nextInt(files.sizeOf(file)), chance.nextInt(8));

    // when
    ScrubReport report = scrub(world, ScrubDepth.SHALLOW, 1 + chance.nextInt(20));

    // then
    if (report.clean()) {
      new WorldChecker(world).checkAll();
    } else {
      assertThat(report.broken()).hasSize(1);
      assertThat(report.broken().getFirst().segment())
          .isEqualTo(Integer.parseInt(String.valueOf(file.getFileName()).substring(0, 10)));
    }
  }
}

package dev.snapledger.workers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.snapledger.workers.DeathPoints.Moment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The node dies at every single change it makes, before it and after it, starts again, and must end
 * where it would have ended.
 */
class WorkersDeathTest {
  @TempDir Path directory;

  @Test
  void sealsEverySnapshotOnceWhereverTheNodeDies() throws IOException {
    everywhere(
        script -> {
          script.createDisk("disk");
          script.write("disk", 0, 11);
          script.write("disk", 5, 12);
          script.snapshot("s1", "disk");
          script.settle();
          script.write("disk", 5, 0);
          script.write("disk", 16_383, 13);
          script.snapshot("s2", "disk");
          script.snapshot("s3", "disk");
        });
  }

  @Test
  void copiesToAnotherRegionWhereverTheNodeDies() throws IOException {
    everywhere(
        script -> {
          script.createDisk("disk");
          script.write("disk", 0, 11);
          script.write("disk", 5, 12);
          script.snapshot("s1", "disk");
          script.settle();
          script.write("disk", 5, 0);
          script.write("disk", 7, 13);
          script.snapshot("s2", "disk");
          script.settle();
          script.copy("c1", "s1", World.WEST);
          script.copy("c2", "s2", World.WEST);
        });
  }

  @Test
  void fillsDisksWhereverTheNodeDies() throws IOException {
    everywhere(
        script -> {
          script.createDisk("disk");
          for (int i = 0; i < 8; i++) {
            script.write("disk", i * 2_000, 20 + i);
          }
          script.snapshot("s1", "disk");
          script.settle();
          script.diskFrom("same", "s1", 1);
          script.diskFrom("larger", "s1", 2);
        });
  }

  @Test
  void makesFullSnapshotsWhereverTheNodeDies() throws IOException {
    everywhere(
        script -> {
          script.createDisk("disk");
          script.write("disk", 3, 11);
          script.snapshot("s1", "disk");
          script.settle();
          script.write("disk", 4, 12);
          script.fullOfDisk("f1", "disk");
          script.fullOfSnapshot("f2", "s1");
          script.settle();
          script.fullOfSnapshot("f3", "f1");
        });
  }

  @Test
  void movesWhereverTheNodeDies() throws IOException {
    everywhere(
        script -> {
          script.createDisk("disk");
          script.write("disk", 3, 11);
          script.fullOfDisk("f1", "disk");
          script.settle();
          script.moveSnapshot("f1", World.BOB);
          script.moveDisk("disk", World.BOB);
          script.settle();
          script.moveDisk("disk", World.ALICE);
        });
  }

  @Test
  void resizesAndDeletesWhereverTheNodeDies() throws IOException {
    everywhere(
        script -> {
          script.createDisk("disk");
          script.write("disk", 3, 11);
          script.snapshot("s1", "disk");
          script.resize("disk", 2);
          script.fullOfDisk("f1", "disk");
          script.settle();
          script.diskFrom("second", "s1", 1);
          script.runTasks(5);
          script.deleteDisk("second");
          script.deleteSnapshot("s1");
          script.deleteDisk("disk");
        });
  }

  @Test
  void givesUpWhereverTheNodeDies() throws IOException {
    everywhere(
        script -> {
          script.createDisk("disk");
          script.write("disk", 3, 11);
          script.snapshot("s1", "disk");
          script.settle();
          script.breakStore("digest");
          script.breakStore("hydrate");
          script.copy("c1", "s1", World.WEST);
          script.mustFail("c1");
          script.diskFrom("second", "s1", 1);
          script.settle();
          script.healStore("digest");
          script.copy("c2", "s1", World.WEST);
          script.deleteDisk("second");
        });
  }

  /** Tries every place to die, with views that are at once there and with views that lag behind. */
  private void everywhere(Consumer<Script> play) throws IOException {
    for (LedgerLoop.Views views : LedgerLoop.Views.values()) {
      DeathPoints none = DeathPoints.none();
      play(play, views, none, "healthy");
      int calls = none.calls().size();
      assertThat(calls).isGreaterThan(3);
      for (Moment moment : Moment.values()) {
        if (moment == Moment.BEFORE && views == LedgerLoop.Views.LATE) {
          // Dying before a call is dying after the one before it, but for the first.
          continue;
        }
        for (int call = 0; call < calls; call++) {
          String where = "%s %s call %d of %d".formatted(views, moment, call, calls);
          DeathPoints death = DeathPoints.at(call, moment);
          play(play, views, death, where);
          assertThat(death.isDead()).as(where).isTrue();
        }
      }
    }
  }

  private void play(Consumer<Script> play, LedgerLoop.Views views, DeathPoints death, String where)
      throws IOException {
    Path place = Files.createTempDirectory(directory, "world");
    try (World world = new World(place, views, death)) {
      Script script = new Script(world);
      play.accept(script);
      script.settle();
      script.checkAtRest();
    } catch (RuntimeException | AssertionError e) {
      throw new AssertionError(where + ": " + e.getMessage(), e);
    }
  }
}

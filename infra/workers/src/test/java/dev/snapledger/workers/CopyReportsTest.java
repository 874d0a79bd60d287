package dev.snapledger.workers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.snapledger.blockstore.geometry.Geometry;
import dev.snapledger.commands.command.ReportSnapshotCopyProgress;
import dev.snapledger.commands.entity.FamilySnapshot;
import dev.snapledger.commands.event.Event;
import dev.snapledger.commands.event.SnapshotCopyCompleted;
import dev.snapledger.commands.event.SnapshotCopyProgressed;
import dev.snapledger.projections.copy.Copies;
import dev.snapledger.projections.copy.CopyRow;
import dev.snapledger.workers.DeathPoints.Moment;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told of a copy to another region while it is made. */
class CopyReportsTest {
  /** In this world a report follows 256 KiB, or 4 blocks, after the one before. */
  private static final int BLOCKS = 64;

  private static final int DISK_BLOCKS = 16_384;

  @TempDir Path directory;

  /** A snapshot of so many blocks, far from each other, whose copy has begun. */
  private static Script copying(World world, int blocks) {
    Script script = new Script(world);
    script.createDisk("disk");
    for (int i = 0; i < blocks; i++) {
      script.write("disk", i * (DISK_BLOCKS / blocks), 100 + i);
    }
    script.snapshot("s1", "disk");
    script.settle();
    script.copy("c1", "s1", World.WEST);
    return script;
  }

  private static Stream<Double> percents(World world) {
    return world.ledger.events(SnapshotCopyProgressed.class).stream()
        .map(event -> event.copiedBytes() * 100.0 / event.totalBytes());
  }

  @Test
  void tellsHowMuchIsThereOfWhatHasToBeMoved() {
    try (World world = World.healthy(directory)) {
      // when
      Script script = copying(world, BLOCKS);
      script.settle();

      // then
      assertThat(percents(world))
          .containsExactly(
              6.25, 12.5, 18.75, 25.0, 31.25, 37.5, 43.75, 50.0, 56.25, 62.5, 68.75, 75.0, 81.25,
              87.5, 93.75);
      assertThat(world.ledger.events(SnapshotCopyProgressed.class))
          .allSatisfy(
              event ->
                  assertThat(event.totalBytes()).isEqualTo((long) BLOCKS * Geometry.BLOCK_BYTES));
      script.checkAtRest();
    }
  }

  @Test
  void tellsAtMostOneForEachStepOfALongCopy() {
    try (World world = World.healthy(directory)) {
      // when
      Script script = copying(world, 8 * FamilySnapshot.COPY_STEPS_MAX);
      script.settle();

      // then
      assertThat(percents(world)).hasSize(FamilySnapshot.COPY_STEPS_MAX - 1).startsWith(5.0, 10.0);
      assertThat(reports(world)).hasSize(FamilySnapshot.COPY_STEPS_MAX - 1);
      script.checkAtRest();
    }
  }

  @Test
  void tellsNothingOfACopyThatIsSmallerThanTheBytesBetweenTwoReports() {
    try (World world = World.healthy(directory)) {
      // when
      copying(world, 4).settle();

      // then
      assertThat(reports(world)).isEmpty();
      assertThat(world.ledger.events(SnapshotCopyCompleted.class)).hasSize(1);
    }
  }

  private static List<ReportSnapshotCopyProgress> reports(World world) {
    return world.ledger.decided().stream()
        .filter(ReportSnapshotCopyProgress.class::isInstance)
        .map(ReportSnapshotCopyProgress.class::cast)
        .toList();
  }

  @Test
  void waitsForNoAnswerOfAReport() {
    try (World world = World.healthy(directory)) {
      // given
      Script script = copying(world, 9);
      world.ledger.answerNothing(1);

      // when
      script.settle();

      // then the first report was not answered, and nothing was sent again
      assertThat(reports(world)).hasSize(2);
      assertThat(world.ledger.events(SnapshotCopyCompleted.class)).hasSize(1);
    }
  }

  @Test
  void showsThePercentWhileItIsCopiedAndNeverLessAfterARestart() {
    // given
    DeathPoints none = DeathPoints.none();
    try (World world = new World(directory.resolve("1"), LedgerLoop.Views.AT_ONCE, none)) {
      copying(world, BLOCKS).settle();
    }
    int half = indexOfPut(none.calls(), BLOCKS / 2);

    // when the node dies half way
    DeathPoints death = DeathPoints.at(half, Moment.BEFORE);
    try (World world = new World(directory.resolve("2"), LedgerLoop.Views.AT_ONCE, death)) {
      Script script = copying(world, BLOCKS);
      world.runTasks(20);

      // then
      assertThat(death.isDead()).isTrue();
      assertThat(copies(world)).singleElement().extracting(CopyRow::percent).isEqualTo(50.0);

      // when it starts again
      script.settle();

      // then
      assertThat(percents(world))
          .doesNotHaveDuplicates()
          .isSorted()
          .hasSizeLessThanOrEqualTo(FamilySnapshot.COPY_STEPS_MAX);
      assertThat(copies(world)).isEmpty();
      List<Event> events = world.ledger.events();
      assertThat(events.getLast()).isInstanceOf(SnapshotCopyCompleted.class);
      script.checkAtRest();
    }
  }

  /** Where a call is among all that change something; puts are numbered from 0. */
  private static int indexOfPut(List<String> calls, int put) {
    int puts = 0;
    for (int call = 0; call < calls.size(); call++) {
      if (calls.get(call).equals("put") && puts++ == put) {
        return call;
      }
    }
    throw new AssertionError("expected more than " + put + " puts, but found " + calls);
  }

  private static List<CopyRow> copies(World world) {
    return Copies.ofSubscription(world.ledger.views().store(), World.ALICE);
  }
}

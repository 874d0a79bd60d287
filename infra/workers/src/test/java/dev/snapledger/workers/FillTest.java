package dev.snapledger.workers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.snapledger.blockstore.api.CorruptDataException;
import dev.snapledger.commands.command.AcquireCopyLease;
import dev.snapledger.commands.command.DeleteSnapshot;
import dev.snapledger.commands.event.BackgroundCopyCompleted;
import dev.snapledger.commands.event.BackgroundCopyFailed;
import dev.snapledger.commands.event.BackgroundCopyProgressed;
import dev.snapledger.commands.event.CopyLeaseAcquired;
import dev.snapledger.commands.event.CopyLeaseReleased;
import dev.snapledger.commands.event.Event;
import dev.snapledger.commands.reply.Outcome;
import dev.snapledger.commands.reply.Rejected;
import dev.snapledger.projections.work.WorkItem;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How disks are filled from snapshots: under a lease, at a limited rate. */
class FillTest {
  /** Blocks with data, spread over the disk. */
  private static final int BLOCKS = 64;

  @TempDir Path directory;
  private World world;
  private Script script;

  @BeforeEach
  void start() {
    world = World.healthy(directory);
    script = new Script(world);
    script.createDisk("disk");
    for (int i = 0; i < BLOCKS; i++) {
      script.write("disk", i * 256, 100 + i);
    }
    script.snapshot("source", "disk");
    script.settle();
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void fillsADiskAndReportsNowAndThen() {
    // when
    script.diskFrom("copy", "source", 2);
    script.settle();

    // then
    script.checkAtRest();
    assertThat(world.ledger.events(BackgroundCopyCompleted.class))
        .singleElement()
        .satisfies(done -> assertThat(done.copiedBytes()).isEqualTo(1L << 30));
    assertThat(world.ledger.events(BackgroundCopyProgressed.class))
        .hasSizeBetween(2, FillTask.REPORTS_MAX)
        .isSortedAccordingTo((a, b) -> Long.compare(a.copiedBytes(), b.copiedBytes()));
  }

  @Test
  void keepsToTheRateAndTheSourceCannotBeDeletedMeanwhile() {
    // given
    world.rate.limitTo(256 << 10);
    Instant begin = world.time.instant();

    // when
    script.diskFrom("copy", "source", 1);
    world.run(Duration.ofSeconds(5));

    // then
    assertThat(deleteSource())
        .isInstanceOfSatisfying(
            Rejected.class,
            refused -> assertThat(refused.code()).isEqualTo("BackgroundCopyInProgress"));

    // when
    script.settle();

    // then 4 MiB at 256 KiB a second
    assertThat(Duration.between(begin, world.time.instant()).toMillis())
        .isBetween(14_000L, 17_000L);
    script.deleteSnapshot("source");
    script.settle();
    script.checkAtRest();
  }

  @Test
  void keepsToTheRateWhereOneChunkPassesManyHoles() {
    // given
    world.rate.limitTo(1 << 20);
    Instant begin = world.time.instant();

    // when
    script.diskFrom("copy", "source", 1);
    script.settle();

    // then 4 MiB, in chunks of 256 KiB of data that each pass 64 MiB of the disk
    assertThat(Duration.between(begin, world.time.instant()).toMillis()).isBetween(3_500L, 4_500L);
    script.checkAtRest();
  }

  @Test
  void letsDisksThatWaitHaveTheirTurn() {
    // when there are more than can be filled at once
    int disks = WorkersSettings.defaults("node").parallel().fillsMax() + 1;
    for (int i = 0; i < disks; i++) {
      script.diskFrom("copy" + i, "source", 1);
    }
    script.settle();

    // then the last one is begun before the first is done
    List<Event> events = world.ledger.events();
    int firstDone = indexOf(events, BackgroundCopyCompleted.class);
    assertThat(events.subList(0, firstDone).stream().filter(CopyLeaseAcquired.class::isInstance))
        .hasSize(disks);
    script.checkAtRest();
  }

  private static int indexOf(List<Event> events, Class<?> type) {
    return IntStream.range(0, events.size())
        .filter(i -> type.isInstance(events.get(i)))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void goesOnAtOnceWhenTheLimitIsLifted() {
    // given
    world.rate.limitTo(1_024);
    script.diskFrom("copy", "source", 1);
    world.run(Duration.ofSeconds(5));
    Instant lifted = world.time.instant();

    // when
    world.rate.limitTo(CopyRate.UNLIMITED);
    script.settle();

    // then
    assertThat(Duration.between(lifted, world.time.instant())).isLessThan(Duration.ofSeconds(2));
    script.checkAtRest();
  }

  @Test
  void stopsAtOnceWhenTheDiskIsDeleted() {
    // given a disk that has long to go until it speaks to the ledger again
    world.rate.limitTo(16 << 10);
    script.diskFrom("copy", "source", 1);
    world.run(Duration.ofSeconds(5));
    Instant deleted = world.time.instant();

    // when
    script.deleteDisk("copy");
    script.settle();

    // then
    assertThat(Duration.between(deleted, world.time.instant()))
        .isLessThanOrEqualTo(FillTask.PAUSE_MAX);
    script.checkAtRest();
  }

  @Test
  void prolongsTheLeaseBeforeItEnds() {
    // given
    world.rate.limitTo(32 << 10);

    // when
    script.diskFrom("copy", "source", 1);
    script.settle();

    // then
    var leases = world.ledger.events(CopyLeaseAcquired.class);
    assertThat(leases).hasSizeGreaterThan(3);
    for (int i = 1; i < leases.size(); i++) {
      assertThat(leases.get(i).header().time()).isBefore(leases.get(i - 1).expiresAt());
      assertThat(leases.get(i).epoch()).isEqualTo(1);
    }
    script.checkAtRest();
  }

  @Test
  void givesTheLeaseBackOnClose() {
    // given
    world.rate.limitTo(64 << 10);
    script.diskFrom("copy", "source", 1);
    world.run(Duration.ofSeconds(3));

    // when
    world.workers().close();

    // then
    assertThat(world.ledger.events(CopyLeaseReleased.class)).hasSize(1);

    // when
    world.takeOver("node-2");
    script.settle();

    // then
    assertThat(world.ledger.events(CopyLeaseAcquired.class).getLast())
        .satisfies(
            lease -> {
              assertThat(lease.holder()).isEqualTo("node-2");
              assertThat(lease.epoch()).isEqualTo(2);
            });
    script.checkAtRest();
  }

  @Test
  void leavesADiskToItsHolderAndTakesOverWhenThatOneIsSilent() {
    // given
    world.rate.limitTo(64 << 10);
    script.diskFrom("copy", "source", 1);
    world.run(Duration.ofSeconds(3));
    Instant expiresAt = world.ledger.events(CopyLeaseAcquired.class).getLast().expiresAt();

    // when
    world.takeOver("node-2");
    world.run(Duration.ofSeconds(10));

    // then
    assertThat(world.workers().health().stuck())
        .singleElement()
        .satisfies(
            stuck -> {
              assertThat(stuck.item()).isInstanceOf(WorkItem.FillVolume.class);
              assertThat(stuck.reason()).startsWith("LeaseHeld");
            });

    // when
    script.settle();

    // then
    CopyLeaseAcquired taken = world.ledger.events(CopyLeaseAcquired.class).get(1);
    assertThat(taken.holder()).isEqualTo("node-2");
    assertThat(taken.header().time()).isAfterOrEqualTo(expiresAt);
    script.checkAtRest();
  }

  @Test
  void stopsWhenAnotherWorkerTookTheLease() {
    // given
    world.rate.limitTo(64 << 10);
    script.diskFrom("copy", "source", 1);
    world.run(Duration.ofSeconds(3));

    // when the first node sleeps until its lease is over and another takes it
    world.time.pass(Duration.ofMinutes(5));
    world.accept(
        World.ALICE, header -> new AcquireCopyLease(header, script.diskId("copy"), "node-2", 600));
    world.run(Duration.ofSeconds(5));

    // then
    assertThat(world.ledger.events(CopyLeaseAcquired.class).getLast().holder()).isEqualTo("node-2");
    assertThat(world.workers().health().stuck()).hasSize(1);
    script.settle();
    script.checkAtRest();
  }

  @Test
  void failsADiskWhoseSourceIsBroken() {
    // given
    world.faults.fail(
        "hydrate", Integer.MAX_VALUE, () -> new CorruptDataException("block 7 is broken"));

    // when
    script.diskFrom("copy", "source", 1);
    script.settle();

    // then
    assertThat(world.ledger.events(BackgroundCopyFailed.class))
        .singleElement()
        .satisfies(failed -> assertThat(failed.reason()).isEqualTo("block 7 is broken"));

    // when the source is deleted, its bytes stay while the broken disk still reads them
    script.deleteSnapshot("source");
    world.run(Duration.ofMinutes(1));
    assertThat(world.workers().health().stuck())
        .singleElement()
        .satisfies(stuck -> assertThat(stuck.item()).isInstanceOf(WorkItem.DeleteImage.class));
    script.deleteDisk("copy");
    script.settle();

    // then
    script.checkAtRest();
  }

  @Test
  void failsADiskThatCannotEvenBeMade() {
    // given
    world.faults.fail(
        "createVolumeFrom", Integer.MAX_VALUE, () -> new CorruptDataException("no such delta"));

    // when
    script.diskFrom("copy", "source", 1);
    script.settle();

    // then
    assertThat(world.ledger.events(BackgroundCopyFailed.class))
        .singleElement()
        .satisfies(failed -> assertThat(failed.reason()).contains("could not be made of snapshot"));
  }

  private Outcome deleteSource() {
    return world.send(World.ALICE, header -> new DeleteSnapshot(header, Script.nameOf("source")));
  }
}

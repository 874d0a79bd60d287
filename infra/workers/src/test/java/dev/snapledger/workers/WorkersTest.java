package dev.snapledger.workers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.snapledger.blockstore.api.CorruptDataException;
import dev.snapledger.blockstore.api.ImageId;
import dev.snapledger.blockstore.api.NotFoundException;
import dev.snapledger.blockstore.api.SealedImage;
import dev.snapledger.blockstore.api.StoreFullException;
import dev.snapledger.commands.command.CompleteSnapshot;
import dev.snapledger.commands.event.FullSnapshotStarted;
import dev.snapledger.commands.event.IncrementalSnapshotCompleted;
import dev.snapledger.commands.event.SnapshotCopyCompleted;
import dev.snapledger.commands.event.SnapshotFailed;
import dev.snapledger.projections.work.WorkItem;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What workers do when all goes well, and when it does not. */
class WorkersTest {
  @TempDir Path directory;
  private World world;
  private Script script;

  @BeforeEach
  void start() {
    world = World.healthy(directory);
    script = new Script(world);
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void sealsTheSnapshotsOfADiskInTheOrderOfTheirEvents() {
    // given
    script.createDisk("disk");
    script.write("disk", 1, 11);
    world.faults.fail("seal", 2, () -> new StoreFullException("no space"));

    // when
    script.snapshot("s1", "disk");
    script.snapshot("s2", "disk");
    script.snapshot("s3", "disk");
    script.settle();

    // then
    assertThat(world.ledger.events(IncrementalSnapshotCompleted.class))
        .extracting(IncrementalSnapshotCompleted::snapshotId)
        .containsExactly(script.snapshotId("s1"), script.snapshotId("s2"), script.snapshotId("s3"));
    assertThat(sealed("s3").parent()).isEqualTo(sealed("s2").image());
    assertThat(sealed("s2").parent()).isEqualTo(sealed("s1").image());
    script.checkAtRest();
  }

  @Test
  void sealsBeforeAResizeThatWasDecidedLater() {
    // given
    script.createDisk("disk");
    world.faults.fail("seal", 2, () -> new StoreFullException("no space"));

    // when
    script.snapshot("s1", "disk");
    script.resize("disk", 2);
    script.settle();

    // then
    assertThat(sealed("s1").sizeBytes()).isEqualTo(1L << 30);
    script.checkAtRest();
  }

  @Test
  void saysHowMuchChanged() {
    // given
    script.createDisk("disk");
    script.write("disk", 1, 11);
    script.write("disk", 2, 12);
    script.snapshot("s1", "disk");
    script.settle();
    script.write("disk", 2, 13);

    // when
    script.snapshot("s2", "disk");
    script.settle();

    // then
    IncrementalSnapshotCompleted completed =
        world.ledger.events(IncrementalSnapshotCompleted.class).getLast();
    assertThat(completed.changedBytes()).isEqualTo(65_536);
    assertThat(completed.changedBlocks()).isEqualTo(1);
    assertThat(completed.blockMapParts()).isEqualTo(1);
    assertThat(completed.storedBytes()).isEqualTo(sealed("s2").storedBytes());
    assertThat(completed.rootDigest()).isEqualTo(sealed("s2").rootDigest().toHex());
  }

  @Test
  void movesOnlyTheDifferenceToAnotherRegion() {
    // given
    script.createDisk("disk");
    script.write("disk", 1, 11);
    script.write("disk", 2, 12);
    script.snapshot("s1", "disk");
    script.settle();
    script.write("disk", 2, 13);
    script.snapshot("s2", "disk");
    script.settle();

    // when
    script.copy("c1", "s1", World.WEST);
    script.copy("c2", "s2", World.WEST);
    script.settle();

    // then
    assertThat(world.ledger.events(SnapshotCopyCompleted.class))
        .extracting(SnapshotCopyCompleted::movedBytes)
        .containsExactly(2L * 65_536, 65_536L);
    script.checkAtRest();
  }

  @Test
  void copiesBackToTheRegionOfTheDisk() {
    // given
    script.createDisk("disk");
    script.write("disk", 1, 11);
    script.snapshot("s1", "disk");
    script.settle();
    script.copy("there", "s1", World.WEST);
    script.settle();

    // when
    script.copy("back", "there", World.EAST);
    script.settle();

    // then
    script.checkAtRest();
  }

  @Test
  void takesABaseThatIsGoneForNoBase() {
    // given
    script.createDisk("disk");
    script.write("disk", 1, 11);
    script.snapshot("s1", "disk");
    script.settle();
    script.copy("c1", "s1", World.WEST);
    script.settle();
    script.write("disk", 1, 12);
    script.snapshot("s2", "disk");
    script.settle();
    script.deleteSnapshot("s1");
    script.settle();

    // when
    script.copy("c2", "s2", World.WEST);
    script.settle();

    // then
    script.checkAtRest();
  }

  @Test
  void sendsACommandAgainThatNobodyAnswered() {
    // given
    script.createDisk("disk");
    script.snapshot("s1", "disk");

    // when
    world.ledger.answerNothing(CommandDoor.SENDS_MAX + 1);
    script.settle();

    // then
    assertThat(world.ledger.decided().stream().filter(CompleteSnapshot.class::isInstance))
        .hasSize(1);
    script.checkAtRest();
  }

  @Test
  void keepsTryingWhileTheStoreIsFullAndSaysSo() {
    // given
    script.createDisk("disk");
    world.faults.fail("seal", Integer.MAX_VALUE, () -> new StoreFullException("no space"));
    script.snapshot("s1", "disk");

    // when
    world.run(Duration.ofMinutes(10));

    // then
    assertThat(world.workers().health().stuck())
        .singleElement()
        .satisfies(
            stuck -> {
              assertThat(stuck.item()).isInstanceOf(WorkItem.SealSnapshot.class);
              assertThat(stuck.reason()).isEqualTo("no space");
              // 0.1 s doubled up to 30 s: nine tries in the first minute, then two a minute.
              assertThat(stuck.failures()).isBetween(20, 32);
            });

    // when
    world.faults.heal("seal");
    script.settle();

    // then
    script.checkAtRest();
  }

  @Test
  void failsASnapshotThatCanNeverBeMade() {
    // given
    script.createDisk("disk");
    world.faults.fail("seal", 5, () -> new CorruptDataException("block 7 is broken"));

    // when
    script.snapshot("s1", "disk");
    script.snapshot("s2", "disk");
    script.settle();

    // then
    assertThat(world.ledger.events(SnapshotFailed.class))
        .singleElement()
        .satisfies(
            failed -> {
              assertThat(failed.snapshotId()).isEqualTo(script.snapshotId("s1"));
              assertThat(failed.reason()).isEqualTo("block 7 is broken");
            });
    assertThat(world.ledger.events(IncrementalSnapshotCompleted.class))
        .extracting(IncrementalSnapshotCompleted::snapshotId)
        .containsExactly(script.snapshotId("s2"));
    assertThat(world.pending()).isEmpty();
  }

  @Test
  void doesNotGiveUpWhatOnlyStoresOfYesterdayLack() {
    // given: a node that slept while another one took the stores and made the disk
    script.createDisk("disk");
    script.settle();
    world.lost = true;
    world.faults.fail("seal", Integer.MAX_VALUE, () -> new NotFoundException("no such volume"));

    // when
    script.snapshot("s1", "disk");
    world.run(Duration.ofMinutes(5));

    // then
    assertThat(world.ledger.events(SnapshotFailed.class)).isEmpty();
    assertThat(world.workers().health().stuck())
        .singleElement()
        .satisfies(stuck -> assertThat(stuck.reason()).contains("another node does"));

    // when: it is the holder again, which begins anew
    world.lost = false;
    world.faults.heal("seal");
    world.restart();
    script.settle();

    // then
    assertThat(world.ledger.events(SnapshotFailed.class)).isEmpty();
    assertThat(world.ledger.events(IncrementalSnapshotCompleted.class)).hasSize(1);
    script.checkAtRest();
  }

  @Test
  void doesNotTakeADeleteForDoneThatOnlyStoresOfYesterdayDoNotNeed() {
    // given
    script.createDisk("disk");
    script.settle();
    world.lost = true;

    // when
    script.deleteDisk("disk");
    world.run(Duration.ofMinutes(1));

    // then
    assertThat(world.pending()).hasSize(1);
    world.lost = false;
    script.settle();
    assertThat(world.pending()).isEmpty();
    script.checkAtRest();
  }

  @Test
  void healsFromErrorsBelowTheNumberThatGivesUp() {
    // given
    script.createDisk("disk");
    world.faults.fail("seal", 4, () -> new CorruptDataException("block 7 is broken"));

    // when
    script.snapshot("s1", "disk");
    script.settle();

    // then
    script.checkAtRest();
  }

  @Test
  void makesRoomForTheNextCopyWhenOneIsGivenUp() {
    // given
    script.createDisk("disk");
    script.write("disk", 1, 11);
    script.snapshot("s1", "disk");
    script.settle();
    world.faults.fail("digest", 5, () -> new CorruptDataException("block 1 is broken"));

    // when
    script.copy("c1", "s1", World.WEST);
    script.copy("c2", "s1", World.WEST);
    script.settle();

    // then
    assertThat(world.ledger.events(SnapshotFailed.class)).hasSize(1);
    assertThat(world.ledger.events(SnapshotCopyCompleted.class))
        .extracting(SnapshotCopyCompleted::snapshotId)
        .containsExactly(script.snapshotId("c2"));
  }

  @Test
  void tellsTheCauseThoughGivingUpHadToBeTriedAgain() {
    // given
    script.createDisk("disk");
    script.write("disk", 1, 11);
    script.snapshot("s1", "disk");
    script.settle();
    world.faults.fail("digest", 5, () -> new CorruptDataException("block 1 is broken"));
    world.faults.fail("deleteImage", 1, () -> new StoreFullException("no space"));

    // when
    script.copy("c1", "s1", World.WEST);
    script.settle();

    // then
    assertThat(world.ledger.events(SnapshotFailed.class))
        .singleElement()
        .satisfies(failed -> assertThat(failed.reason()).isEqualTo("block 1 is broken"));
  }

  @Test
  void keepsAnUnknownErrorOfOneItemFromStoppingTheOthers() {
    // given
    script.createDisk("disk");
    world.faults.fail("fullFromVolume", 3, () -> new IllegalStateException("a bug"));

    // when
    script.fullOfDisk("f1", "disk");
    script.snapshot("s1", "disk");
    script.settle();

    // then
    script.checkAtRest();
  }

  @Test
  void doesDifferentResourcesBesideEachOtherUpToTheNumberOfTheLane() {
    // given
    for (int i = 0; i < 5; i++) {
      script.createDisk("disk" + i);
      script.snapshot("s" + i, "disk" + i);
    }
    script.settle();

    // when
    for (int i = 0; i < 5; i++) {
      script.fullOfSnapshot("f" + i, "s" + i);
    }
    world.runTasks(1);

    // then
    assertThat(world.ledger.events(FullSnapshotStarted.class)).hasSize(5);
    assertThat(world.workers().health().pending()).isEqualTo(5);
    assertThat(world.workers().health().running()).isEqualTo(2);
    script.settle();
    script.checkAtRest();
  }

  @Test
  void doesEverythingAgainHarmlesslyAfterTheViewsWereRebuilt() {
    // given
    script.createDisk("disk");
    script.write("disk", 1, 11);
    script.snapshot("s1", "disk");
    script.settle();
    script.diskFrom("second", "s1", 2);
    script.settle();
    script.resize("second", 3);
    script.fullOfDisk("f1", "second");
    script.settle();
    script.deleteSnapshot("s1");
    script.deleteDisk("disk");
    script.settle();

    // when
    world.ledger.rebuildViews();
    world.restart();
    script.settle();

    // then
    script.checkAtRest();
  }

  @Test
  void cutsAReasonThatIsLongerThanTheLedgerTakes() {
    // given
    script.createDisk("disk");
    world.faults.fail("seal", 5, () -> new CorruptDataException("x".repeat(1_001)));

    // when
    script.snapshot("s1", "disk");
    script.settle();

    // then
    assertThat(world.ledger.events(SnapshotFailed.class))
        .singleElement()
        .satisfies(failed -> assertThat(failed.reason()).isEqualTo("x".repeat(1_000)));
  }

  @Test
  void closesWithinItsBoundThoughAnItemGoesOn() {
    // given
    script.createDisk("disk");
    List<Integer> running = new ArrayList<>();
    world.faults.fail(
        "seal",
        1,
        () -> {
          world.workers().close();
          running.add(world.workers().health().running());
          return new StoreFullException("no space");
        });

    // when
    script.snapshot("s1", "disk");
    world.runTasks(100);

    // then the close came back while the seal was going on, and nothing follows it
    assertThat(running).containsExactly(1);
    assertThat(world.pending()).hasSize(1);

    // when
    world.restart();
    script.settle();

    // then
    script.checkAtRest();
  }

  @Test
  void startsOnlyOnce() {
    assertThatThrownBy(() -> world.workers().start())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("not started");
  }

  private SealedImage sealed(String snapshot) {
    ImageId image = Volumes.image(script.snapshotId(snapshot));
    return Objects.requireNonNull(world.east().findImage(image));
  }
}

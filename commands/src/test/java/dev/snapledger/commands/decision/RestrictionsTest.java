package dev.snapledger.commands.decision;

import static dev.snapledger.commands.decision.TestLedger.ELSEWHERE;
import static dev.snapledger.commands.decision.TestLedger.HOME;
import static dev.snapledger.commands.decision.TestLedger.disk;
import static dev.snapledger.commands.decision.TestLedger.name;
import static dev.snapledger.commands.decision.TestLedger.snapshot;
import static org.assertj.core.api.Assertions.assertThat;

import dev.snapledger.commands.command.AdoptPolicy;
import dev.snapledger.commands.command.CompleteBackgroundCopy;
import dev.snapledger.commands.command.CreateIncrementalSnapshot;
import dev.snapledger.commands.event.BackgroundCopyCompleted;
import dev.snapledger.commands.event.IncrementalSnapshotStarted;
import dev.snapledger.commands.event.SasGranted;
import dev.snapledger.commands.event.SnapshotDeleted;
import dev.snapledger.commands.id.DiskId;
import dev.snapledger.commands.id.FamilyId;
import dev.snapledger.commands.id.SnapshotId;
import dev.snapledger.commands.type.DiskRef;
import dev.snapledger.commands.type.ResourceName;
import dev.snapledger.commands.type.SasAccess;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The seven restrictions, each at its exact boundary. */
class RestrictionsTest {
  private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);

  private final TestLedger ledger = new TestLedger();
  private FamilyId family = new FamilyId(new UUID(0, 0));

  @BeforeEach
  void makeDisk() {
    family = new FamilyId(ledger.makeDisk("d").value());
  }

  // R1

  @Test
  void rejectsIncrementalSnapshotAfterResizeForEver() {
    // given
    ledger.makeSnapshot("d", "before");
    ledger.accept(ledger.resize("d", 9));

    // when, then
    ledger.reject("DiskWasResized", ledger.snap("d", "after"));
    ledger.pass(Duration.ofDays(10_000));
    ledger.reject("DiskWasResized", ledger.snap("d", "after"));
  }

  @Test
  void allowsIncrementalSnapshotAfterResizeToTheSameSize() {
    ledger.acceptSilently(ledger.resize("d", 8));
    ledger.accept(ledger.snap("d", "s"));
  }

  @Test
  void allowsFullSnapshotAfterResize() {
    ledger.accept(ledger.resize("d", 9));
    ledger.accept(ledger.full(disk("d"), "full"));
  }

  @Test
  void allowsIncrementalSnapshotAfterResizeUnderCurrentPolicy() {
    ledger.accept(ledger.resize("d", 9));
    ledger.accept(new AdoptPolicy(ledger.header(), BuiltInPolicies.AZURE_CURRENT));
    ledger.accept(ledger.snap("d", "s"));
  }

  // R2

  @Test
  void rejectsMoveOfIncrementalSnapshotToOtherSubscription() {
    ledger.makeSnapshot("d", "s");

    Rejection rejection =
        ledger.reject(
            "IncrementalSnapshotCannotMove", ledger.move(snapshot("s"), ELSEWHERE, "group"));

    assertThat(rejection.message()).contains("group/s is an incremental snapshot");
  }

  @Test
  void rejectsMoveOfDiskWhileItHasAnIncrementalSnapshot() {
    // given
    SnapshotId creating =
        ledger.accept(IncrementalSnapshotStarted.class, ledger.snap("d", "s")).snapshotId();

    // when, then
    ledger.reject("IncrementalSnapshotCannotMove", ledger.move(disk("d"), ELSEWHERE, "group"));
    ledger.accept(ledger.fail(family, creating));
    ledger.reject("IncrementalSnapshotCannotMove", ledger.move(disk("d"), ELSEWHERE, "group"));
    ledger.accept(ledger.delete("s"));
    ledger.accept(ledger.move(disk("d"), ELSEWHERE, "group"));
  }

  @Test
  void allowsMoveOfIncrementalSnapshotToOtherResourceGroup() {
    ledger.makeSnapshot("d", "s");
    ledger.accept(ledger.move(snapshot("s"), HOME, "other"));
  }

  @Test
  void allowsMoveOfFullSnapshotToOtherSubscription() {
    ledger.makeFull("d", "full");
    ledger.accept(ledger.move(snapshot("full"), ELSEWHERE, "group"));
  }

  // R3

  @Test
  void rejectsSixthSnapshotWithSas() {
    // given
    shareSnapshots(5);
    Instant firstExpiry = ledger.now().plusSeconds(3601);

    // when
    Rejection rejection = ledger.reject("SasLimitExceeded", ledger.read("s6", 60));

    // then
    assertThat(rejection.details()).isEqualTo(Map.of("active", "5", "max", "5"));
    assertThat(rejection.retryAt()).isEqualTo(firstExpiry);
  }

  @Test
  void allowsFurtherSasOnSnapshotThatHasOne() {
    shareSnapshots(5);
    ledger.accept(ledger.read("s5", 60));
  }

  @Test
  void freesSasSlotAtTheInstantOfExpiry() {
    // given
    shareSnapshots(5);
    Instant expiry = ledger.now().plusSeconds(3601);

    // when, then
    ledger.at(expiry.minusMillis(1)).reject("SasLimitExceeded", ledger.read("s6", 60));
    ledger.at(expiry).accept(ledger.read("s6", 60));
    ledger.reject("SasLimitExceeded", ledger.read("s1", 60));
  }

  @Test
  void freesSasSlotOnlyWithTheLastGrantOfTheSnapshot() {
    // given
    shareSnapshots(5);
    Instant firstExpiry = ledger.now().plusSeconds(3601);
    ledger.accept(ledger.read("s1", 3602));

    // when, then
    ledger.at(firstExpiry).reject("SasLimitExceeded", ledger.read("s6", 60));
    ledger.pass(Duration.ofSeconds(1)).accept(ledger.read("s6", 60));
  }

  @Test
  void freesSasSlotAtRevocation() {
    shareSnapshots(5);
    ledger.accept(ledger.revoke(snapshot("s3"), null));
    ledger.accept(ledger.read("s6", 60));
    ledger.reject("SasLimitExceeded", ledger.read("s3", 60));
  }

  @Test
  void countsCopiesAmongTheSharedSnapshotsOfAFamily() {
    // given
    shareSnapshots(5);
    SnapshotId copy =
        new SnapshotId(
            TestLedger.id(ledger.accept(ledger.copy("s1", "c", "westus")), "snapshotId"));
    ledger.accept(ledger.complete(family, copy));

    // when, then
    ledger.reject("SasLimitExceeded", ledger.read("c", 60));
  }

  @Test
  void takesNoSasSlotForDisksFullSnapshotsAndOtherFamilies() {
    // given
    ledger.makeFull("d", "full");
    shareSnapshots(5);
    ledger.makeDisk("other");
    ledger.makeSnapshot("other", "o1");

    // when, then
    ledger.accept(ledger.read("full", 60));
    ledger.accept(ledger.grant(disk("d"), SasAccess.READ, 60));
    ledger.accept(ledger.read("o1", 60));
  }

  // R4

  @Test
  void rejectsDeletionOfSnapshotUntilBackgroundCopyFromItIsComplete() {
    // given
    ledger.makeSnapshot("d", "s");
    DiskId restored = new DiskId(TestLedger.id(ledger.accept(ledger.restore("s", "r")), "diskId"));
    ledger.accept(ledger.lease(restored, "worker", 60));

    // when
    Rejection rejection = ledger.reject("BackgroundCopyInProgress", ledger.delete("s"));

    // then
    assertThat(rejection.message()).contains("background copy to disk " + restored);
    ledger.accept(
        BackgroundCopyCompleted.class,
        new CompleteBackgroundCopy(ledger.header(), restored, 1, 8 * Limits.GIB));
    ledger.accept(SnapshotDeleted.class, ledger.delete("s"));
  }

  @Test
  void rejectsDeletionOfSourceOfUnfinishedCopyAndFullSnapshot() {
    // given
    ledger.makeSnapshot("d", "s");
    SnapshotId copy =
        new SnapshotId(TestLedger.id(ledger.accept(ledger.copy("s", "c", "westus")), "snapshotId"));
    SnapshotId full =
        new SnapshotId(
            TestLedger.id(ledger.accept(ledger.full(snapshot("s"), "full")), "snapshotId"));

    // when, then
    Rejection both = ledger.reject("BackgroundCopyInProgress", ledger.delete("s"));
    assertThat(both.details()).containsEntry("copies", "2");
    ledger.accept(ledger.fail(family, copy));
    Rejection one = ledger.reject("BackgroundCopyInProgress", ledger.delete("s"));
    assertThat(one.message()).contains("full snapshot " + full);
    ledger.accept(ledger.complete(null, full));
    ledger.accept(ledger.delete("s"));
  }

  @Test
  void allowsDeletionOfSnapshotOnceTheDiskThatWasFilledIsDeleted() {
    ledger.makeSnapshot("d", "s");
    ledger.accept(ledger.restore("s", "r"));
    assertThat(ledger.accept(ledger.deleteDisk("r")).events()).hasSize(2);
    ledger.accept(ledger.delete("s"));
  }

  // R5

  @Test
  void rejectsIncrementalSnapshotInOtherSubscriptionThanItsDisk() {
    // given
    var command =
        new CreateIncrementalSnapshot(
            ledger.header(ELSEWHERE), name("s"), new DiskRef(HOME, name("d")), null, Map.of());

    // when
    Rejection rejection = ledger.reject("OutsideDiskSubscription", command);

    // then
    assertThat(rejection.details())
        .isEqualTo(
            Map.of("diskSubscription", HOME.toString(), "subscription", ELSEWHERE.toString()));
  }

  @Test
  void allowsIncrementalSnapshotInOtherResourceGroupThanItsDisk() {
    ledger.accept(
        new CreateIncrementalSnapshot(
            ledger.header(),
            new ResourceName("elsewhere", "s"),
            new DiskRef(HOME, name("d")),
            null,
            Map.of()));
  }

  // R6

  @Test
  void rejectsEighthSnapshotInFiveMinutes() {
    // given
    for (int i = 1; i <= 7; i++) {
      ledger.pass(Duration.ofSeconds(1)).accept(ledger.snap("d", "s" + i));
    }
    Instant first = TestLedger.START.plusSeconds(1);

    // when
    Rejection rejection = ledger.reject("SnapshotRateExceeded", ledger.snap("d", "s8"));

    // then
    assertThat(rejection.retryAt()).isEqualTo(first.plus(FIVE_MINUTES));
    assertThat(rejection.details())
        .isEqualTo(Map.of("accepted", "7", "max", "7", "windowSeconds", "300"));
  }

  @Test
  void allowsEighthSnapshotAtExactlyFiveMinutesAndNotAMillisecondBefore() {
    // given
    Instant first = ledger.now();
    for (int i = 1; i <= 7; i++) {
      ledger.accept(ledger.snap("d", "s" + i));
      ledger.pass(Duration.ofSeconds(1));
    }

    // when, then
    ledger
        .at(first.plus(FIVE_MINUTES).minusMillis(1))
        .reject("SnapshotRateExceeded", ledger.snap("d", "s8"));
    ledger.at(first.plus(FIVE_MINUTES)).accept(ledger.snap("d", "s8"));
    Rejection rejection = ledger.reject("SnapshotRateExceeded", ledger.snap("d", "s9"));
    assertThat(rejection.retryAt()).isEqualTo(first.plusSeconds(1).plus(FIVE_MINUTES));
  }

  @Test
  void countsDeletedAndFailedSnapshotsInTheRateWindow() {
    for (int i = 1; i <= 6; i++) {
      ledger.makeSnapshot("d", "s" + i);
      ledger.accept(ledger.delete("s" + i));
    }
    SnapshotId seventh =
        ledger.accept(IncrementalSnapshotStarted.class, ledger.snap("d", "s7")).snapshotId();
    ledger.accept(ledger.fail(family, seventh));

    ledger.reject("SnapshotRateExceeded", ledger.snap("d", "s8"));
  }

  @Test
  void countsNeitherRefusedSnapshotsNorCopiesNorFullOnesInTheRateWindow() {
    // given
    ledger.makeSnapshot("d", "s1");
    ledger.accept(ledger.copy("s1", "c1", "westus"));
    ledger.accept(ledger.full(disk("d"), "f1"));
    ledger.reject("AlreadyExists", ledger.snap("d", "s1"));

    // when, then
    for (int i = 2; i <= 7; i++) {
      ledger.accept(ledger.snap("d", "s" + i));
    }
    ledger.reject("SnapshotRateExceeded", ledger.snap("d", "s8"));
  }

  @Test
  void tellsWhenThereIsRoomEvenAfterThePolicyBecameStricter() {
    // given
    Instant first = ledger.now();
    for (int i = 1; i <= 7; i++) {
      ledger.accept(ledger.snap("d", "s" + i));
      ledger.pass(Duration.ofSeconds(1));
    }
    ledger.accept(new AdoptPolicy(ledger.header(), PolicyRulesTest.policy(2, 300, 200, 5)));

    // when
    Rejection rejection = ledger.reject("SnapshotRateExceeded", ledger.snap("d", "s8"));

    // then
    Instant sixth = first.plusSeconds(5);
    assertThat(rejection.retryAt()).isEqualTo(sixth.plus(FIVE_MINUTES));
    ledger
        .at(sixth.plus(FIVE_MINUTES).minusMillis(1))
        .reject("SnapshotRateExceeded", ledger.snap("d", "s8"));
    ledger.at(sixth.plus(FIVE_MINUTES)).accept(ledger.snap("d", "s8"));
  }

  // R7

  @Test
  void rejectsSnapshotNumberTwoHundredAndOne() {
    // given
    makeSnapshots(200);

    // when
    Rejection rejection = ledger.reject("SnapshotCountExceeded", ledger.snap("d", "s201"));

    // then
    assertThat(rejection.details())
        .isEqualTo(Map.of("existing", "200", "max", "200", "region", "eastus"));
    ledger.accept(ledger.delete("s17"));
    ledger.accept(ledger.snap("d", "s201"));
    ledger.reject("SnapshotCountExceeded", ledger.snap("d", "s202"));
  }

  @Test
  void rejectsSnapshotNumberFiveHundredAndOneUnderCurrentPolicy() {
    // given
    ledger.accept(new AdoptPolicy(ledger.header(), BuiltInPolicies.AZURE_CURRENT));
    makeSnapshots(500);

    // when
    Rejection rejection = ledger.reject("SnapshotCountExceeded", ledger.snap("d", "s501"));

    // then
    assertThat(rejection.details())
        .isEqualTo(Map.of("existing", "500", "max", "500", "region", "eastus"));
  }

  @Test
  void countsSnapshotsInCreationButNotFailedOnes() {
    // given
    makeSnapshots(199);
    ledger.pass(FIVE_MINUTES);
    SnapshotId creating =
        ledger.accept(IncrementalSnapshotStarted.class, ledger.snap("d", "s200")).snapshotId();

    // when, then
    ledger.reject("SnapshotCountExceeded", ledger.snap("d", "s201"));
    ledger.accept(ledger.fail(family, creating));
    ledger.accept(ledger.snap("d", "s201"));
  }

  @Test
  void countsCopiesInTheirOwnRegion() {
    // given
    ledger.accept(new AdoptPolicy(ledger.header(), PolicyRulesTest.policy(7, 300, 2, 5)));
    ledger.makeSnapshot("d", "s1");
    ledger.makeSnapshot("d", "s2");
    ledger.accept(ledger.copy("s1", "c1", "westus"));
    ledger.accept(ledger.copy("s2", "c2", "westus"));

    // when, then
    Rejection rejection = ledger.reject("SnapshotCountExceeded", ledger.copy("s2", "c3", "westus"));
    assertThat(rejection.details()).containsEntry("region", "westus");
    ledger.accept(ledger.copy("s2", "c3", "westeurope"));
    ledger.reject("SnapshotCountExceeded", ledger.snap("d", "s3"));
  }

  private void shareSnapshots(int count) {
    for (int i = 1; i <= count + 1; i++) {
      ledger.makeSnapshot("d", "s" + i);
    }
    for (int i = 1; i <= count; i++) {
      ledger.accept(SasGranted.class, ledger.read("s" + i, 3600 + i));
    }
  }

  private void makeSnapshots(int count) {
    for (int i = 1; i <= count; i++) {
      ledger.pass(Duration.ofMinutes(1));
      ledger.makeSnapshot("d", "s" + i);
    }
  }
}

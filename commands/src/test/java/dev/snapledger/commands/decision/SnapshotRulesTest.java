package dev.snapledger.commands.decision;

import static dev.snapledger.commands.decision.TestLedger.DIGEST;
import static dev.snapledger.commands.decision.TestLedger.ELSEWHERE;
import static dev.snapledger.commands.decision.TestLedger.disk;
import static dev.snapledger.commands.decision.TestLedger.name;
import static dev.snapledger.commands.decision.TestLedger.snapshot;
import static org.assertj.core.api.Assertions.assertThat;

import dev.snapledger.commands.command.CompleteSnapshot;
import dev.snapledger.commands.command.CopySnapshot;
import dev.snapledger.commands.command.CreateFullSnapshot;
import dev.snapledger.commands.command.FailSnapshot;
import dev.snapledger.commands.command.ReceiveResource;
import dev.snapledger.commands.command.UpdateSnapshot;
import dev.snapledger.commands.event.FullSnapshotCompleted;
import dev.snapledger.commands.event.FullSnapshotStarted;
import dev.snapledger.commands.event.IncrementalSnapshotCompleted;
import dev.snapledger.commands.event.IncrementalSnapshotStarted;
import dev.snapledger.commands.event.SnapshotCopyCompleted;
import dev.snapledger.commands.event.SnapshotCopyStarted;
import dev.snapledger.commands.event.SnapshotDeleted;
import dev.snapledger.commands.event.SnapshotFailed;
import dev.snapledger.commands.event.SnapshotUpdated;
import dev.snapledger.commands.id.DiskId;
import dev.snapledger.commands.id.FamilyId;
import dev.snapledger.commands.id.SnapshotId;
import dev.snapledger.commands.type.DiskOrigin;
import dev.snapledger.commands.type.MovedResource;
import dev.snapledger.commands.type.ResourceType;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SnapshotRulesTest {
  private final TestLedger ledger = new TestLedger();
  private FamilyId family = new FamilyId(new UUID(0, 0));

  @BeforeEach
  void makeDisk() {
    family = new FamilyId(ledger.makeDisk("d").value());
  }

  @Test
  void numbersSnapshotsAndNamesTheirParents() {
    // given
    var first = ledger.accept(IncrementalSnapshotStarted.class, ledger.snap("d", "s1"));
    var second = ledger.accept(IncrementalSnapshotStarted.class, ledger.snap("d", "s2"));
    ledger.accept(ledger.fail(family, second.snapshotId()));

    // when
    var third = ledger.accept(IncrementalSnapshotStarted.class, ledger.snap("d", "s3"));

    // then
    assertThat(first.sequence()).isEqualTo(1);
    assertThat(first.parentSnapshotId()).isNull();
    assertThat(second.parentSnapshotId()).isEqualTo(first.snapshotId());
    assertThat(third.sequence()).isEqualTo(3);
    assertThat(third.parentSnapshotId()).isEqualTo(first.snapshotId());
  }

  @Test
  void neverTakesACopyForTheParentOfASnapshot() {
    // given
    SnapshotId original = ledger.makeSnapshot("d", "s1");
    var away = ledger.accept(SnapshotCopyStarted.class, ledger.copy("s1", "c1", "westus"));
    ledger.accept(ledger.complete(family, away.snapshotId()));
    ledger.accept(SnapshotCopyStarted.class, ledger.copy("c1", "back", "eastus"));

    // when
    var next = ledger.accept(IncrementalSnapshotStarted.class, ledger.snap("d", "s2"));

    // then
    assertThat(next.parentSnapshotId()).isEqualTo(original);
  }

  @ParameterizedTest
  @CsvSource({"eastus,Standard_ZRS", "westeurope,Standard_ZRS", "westus,Standard_LRS"})
  void storesIncrementalSnapshotsZoneRedundantWhereThereAreZones(String region, String sku) {
    ledger.accept(ledger.createDisk("there", region));
    assertThat(ledger.accept(IncrementalSnapshotStarted.class, ledger.snap("there", "s")).sku())
        .isEqualTo(sku);
  }

  @Test
  void takesTheTierOfTheCallerWhereItExists() {
    ledger.accept(ledger.createDisk("west", "westus"));
    assertThat(
            ledger
                .accept(IncrementalSnapshotStarted.class, ledger.snap("d", "s1", "Standard_LRS"))
                .sku())
        .isEqualTo("Standard_LRS");
    ledger.accept(ledger.snap("d", "s2", "Standard_ZRS"));
    ledger.accept(ledger.snap("west", "s3", "Standard_LRS"));
    assertThat(ledger.reject("SkuNotAllowed", ledger.snap("west", "s4", "Standard_ZRS")).details())
        .isEqualTo(Map.of("sku", "Standard_ZRS", "allowed", "Standard_LRS"));
    ledger.reject("SkuNotAllowed", ledger.snap("d", "s4", "Premium_LRS"));
  }

  @Test
  void storesFullSnapshotsOnStandardOrPremium() {
    assertThat(ledger.accept(FullSnapshotStarted.class, full("f1", null)).sku())
        .isEqualTo("Standard_LRS");
    ledger.accept(full("f2", "Premium_LRS"));
    assertThat(ledger.reject("SkuNotAllowed", full("f3", "Standard_ZRS")).details())
        .containsEntry("allowed", "Standard_LRS,Premium_LRS");
  }

  private CreateFullSnapshot full(String name, @Nullable String sku) {
    return new CreateFullSnapshot(ledger.header(), name(name), disk("d"), sku, Map.of());
  }

  @Test
  void makesFullSnapshotsOfDisksAndOfSnapshotsOfEitherKind() {
    // given
    SnapshotId incremental = ledger.makeSnapshot("d", "s");

    // when
    var ofDisk = ledger.accept(FullSnapshotStarted.class, ledger.full(disk("d"), "f1"));
    var ofSnapshot = ledger.accept(FullSnapshotStarted.class, ledger.full(snapshot("s"), "f2"));
    ledger.reject("SnapshotNotReady", ledger.full(snapshot("f1"), "f3"));
    ledger.accept(ledger.complete(null, ofDisk.snapshotId()));
    var ofFull = ledger.accept(FullSnapshotStarted.class, ledger.full(snapshot("f1"), "f3"));

    // then
    assertThat(ofDisk.sourceFamilyId()).isEqualTo(family);
    assertThat(ofDisk.sourceSnapshotId()).isNull();
    assertThat(ofSnapshot.sourceSnapshotId()).isEqualTo(incremental);
    assertThat(ofFull.sourceSnapshotId()).isEqualTo(ofDisk.snapshotId());
    assertThat(ofFull.sourceFamilyId()).isNull();
    ledger.reject("BackgroundCopyInProgress", ledger.delete("f1"));
    ledger.accept(FullSnapshotCompleted.class, ledger.complete(null, ofFull.snapshotId()));
    ledger.accept(ledger.delete("f1"));
    ledger.reject("NotFound", ledger.full(disk("x"), "f4"));
    ledger.reject("NotFound", ledger.full(snapshot("x"), "f4"));
    ledger.reject("AlreadyExists", ledger.full(disk("d"), "f3"));
  }

  @Test
  void copiesOnlyWhatThePreviousCopyThereLacks() {
    // given
    SnapshotId s1 = ledger.makeSnapshot("d", "s1");
    SnapshotId s2 = ledger.makeSnapshot("d", "s2");

    // when
    var first = ledger.accept(SnapshotCopyStarted.class, ledger.copy("s1", "c1", "westus"));
    var second = ledger.accept(SnapshotCopyStarted.class, ledger.copy("s2", "c2", "westus"));
    var other = ledger.accept(SnapshotCopyStarted.class, ledger.copy("s2", "c3", "westeurope"));

    // then
    assertThat(first.baseSnapshotId()).isNull();
    assertThat(first.sku()).isEqualTo("Standard_LRS");
    assertThat(second.baseSnapshotId()).isEqualTo(first.snapshotId());
    assertThat(second.baseSourceSnapshotId()).isEqualTo(s1);
    assertThat(second.sourceSnapshotId()).isEqualTo(s2);
    assertThat(other.baseSnapshotId()).isNull();
    assertThat(other.sku()).isEqualTo("Standard_ZRS");
    var completed =
        ledger.accept(
            SnapshotCopyCompleted.class,
            new CompleteSnapshot(
                ledger.header(), family, first.snapshotId(), 4096, 1, 777, 1, 1, DIGEST));
    assertThat(completed.movedBytes()).isEqualTo(777);
  }

  @Test
  void copiesOnlyIncrementalSnapshotsToOtherRegions() {
    ledger.makeSnapshot("d", "s");
    ledger.makeFull("d", "f");
    assertThat(ledger.reject("InvalidArgument", ledger.copy("s", "c", "eastus")).details())
        .containsEntry("field", "targetRegion");
    assertThat(ledger.reject("InvalidArgument", ledger.copy("f", "c", "westus")).details())
        .containsEntry("field", "sourceSnapshot");
    ledger.reject("RegionNotFound", ledger.copy("s", "c", "mars"));
    ledger.reject("NotFound", ledger.copy("x", "c", "westus"));
    ledger.reject("AlreadyExists", ledger.copy("s", "S", "westus"));
    ledger.reject(
        "SkuNotAllowed",
        new CopySnapshot(
            ledger.header(), name("c"), name("s"), "westus", "Standard_ZRS", Map.of()));
    ledger.accept(ledger.snap("d", "creating"));
    assertThat(ledger.reject("SnapshotNotReady", ledger.copy("creating", "c", "westus")).message())
        .endsWith("but it is CREATING; allowed once it is completed");
  }

  @Test
  void completesOnceAndForAll() {
    SnapshotId s =
        ledger.accept(IncrementalSnapshotStarted.class, ledger.snap("d", "s")).snapshotId();
    ledger.accept(IncrementalSnapshotCompleted.class, ledger.complete(family, s));
    ledger.acceptSilently(ledger.complete(family, s));
    assertThat(ledger.reject("SnapshotNotReady", ledger.fail(family, s)).details())
        .containsEntry("found", "COMPLETED");
    ledger.accept(ledger.delete("s"));
    ledger.reject("NotFound", ledger.complete(family, s));
    ledger.reject("NotFound", ledger.fail(family, s));
  }

  @Test
  void failsOnceAndKeepsTheNameUntilDeletion() {
    SnapshotId s =
        ledger.accept(IncrementalSnapshotStarted.class, ledger.snap("d", "s")).snapshotId();
    ledger.accept(SnapshotFailed.class, ledger.fail(family, s));
    ledger.acceptSilently(ledger.fail(family, s));
    ledger.reject("SnapshotNotReady", ledger.complete(family, s));
    ledger.reject("AlreadyExists", ledger.snap("d", "s"));
    ledger.reject("SnapshotNotReady", ledger.read("s", 60));
    ledger.accept(SnapshotDeleted.class, ledger.delete("s"));
    ledger.accept(ledger.snap("d", "s"));
  }

  @ParameterizedTest
  @CsvSource({
    "changedBytes,-4096,0,0,0,1",
    "changedBytes,4095,0,0,0,1",
    "changedBytes,8589938688,0,0,0,1",
    "storedBytes,0,-1,0,0,1",
    "movedBytes,0,0,-1,0,1",
    "movedBytes,0,0,1,0,1",
    "changedBlocks,0,0,0,-1,1",
    "changedBlocks,0,0,0,131073,1",
    "blockMapParts,0,0,0,0,0"
  })
  void rejectsImpossibleNumbers(
      String field, long changed, long stored, long moved, long blocks, int parts) {
    SnapshotId s =
        ledger.accept(IncrementalSnapshotStarted.class, ledger.snap("d", "s")).snapshotId();
    var command =
        new CompleteSnapshot(
            ledger.header(), family, s, changed, stored, moved, blocks, parts, DIGEST);
    assertThat(ledger.reject("InvalidArgument", command).details()).containsEntry("field", field);
  }

  @Test
  void rejectsDigestThatIsNone() {
    SnapshotId s =
        ledger.accept(IncrementalSnapshotStarted.class, ledger.snap("d", "s")).snapshotId();
    for (String digest : new String[] {"", DIGEST.substring(1), DIGEST.toUpperCase(Locale.ROOT)}) {
      ledger.reject(
          "InvalidArgument",
          new CompleteSnapshot(ledger.header(), family, s, 0, 0, 0, 0, 1, digest));
    }
    ledger.accept(
        new CompleteSnapshot(
            ledger.header(), family, s, 8L << 30, Long.MAX_VALUE, 0, 131_072, 1, DIGEST));
  }

  @Test
  void limitsTheReasonOfAFailure() {
    SnapshotId s =
        ledger.accept(IncrementalSnapshotStarted.class, ledger.snap("d", "s")).snapshotId();
    ledger.reject(
        "InvalidArgument", new FailSnapshot(ledger.header(), family, s, "x".repeat(1001)));
    ledger.accept(new FailSnapshot(ledger.header(), family, s, "x".repeat(1000)));
  }

  @Test
  void updatesTagsOfSnapshotsOfEitherKind() {
    ledger.makeSnapshot("d", "s");
    ledger.makeFull("d", "f");
    for (String name : new String[] {"s", "f"}) {
      ledger.accept(
          SnapshotUpdated.class, new UpdateSnapshot(ledger.header(), name(name), Map.of("a", "b")));
      ledger.acceptSilently(new UpdateSnapshot(ledger.header(), name(name), Map.of("a", "b")));
    }
    ledger.reject("NotFound", new UpdateSnapshot(ledger.header(), name("x"), Map.of()));
  }

  @Test
  void deletesNoSnapshotInCreationAndNoneThatIsShared() {
    SnapshotId s =
        ledger.accept(IncrementalSnapshotStarted.class, ledger.snap("d", "s")).snapshotId();
    ledger.reject("SnapshotInProgress", ledger.delete("s"));
    ledger.accept(ledger.complete(family, s));
    ledger.accept(ledger.read("s", 60));
    ledger.reject("ActiveSas", ledger.delete("s"));
    ledger.pass(Duration.ofSeconds(60)).accept(ledger.delete("s"));
    ledger.reject("NotFound", ledger.delete("s"));
  }

  @Test
  void limitsFailedSnapshotsThatNobodyDeletes() {
    // given
    for (int i = 0; i < Limits.FAILED_SNAPSHOTS_MAX; i++) {
      var started = ledger.accept(IncrementalSnapshotStarted.class, ledger.snap("d", "s" + i));
      ledger.accept(ledger.fail(family, started.snapshotId()));
      ledger.pass(Duration.ofMinutes(1));
    }

    // when, then
    assertThat(ledger.reject("LimitExceeded", ledger.snap("d", "more")).details())
        .containsEntry("limit", "failedSnapshotsMax");
    ledger.accept(ledger.delete("s0"));
    ledger.accept(ledger.snap("d", "more"));
  }

  @Test
  void limitsTheSequenceNumbersOfAFamily() {
    // given
    ReceiveResource command = received("m", Limits.FAMILY_SEQUENCE_MAX);
    DiskId diskId = new DiskId(TestLedger.id(ledger.accept(command), "diskId"));
    FamilyId ofMoved = new FamilyId(diskId.value());

    // when
    var last = ledger.accept(IncrementalSnapshotStarted.class, ledger.snap("m", "last"));
    ledger.accept(ledger.complete(ofMoved, last.snapshotId()));

    // then
    assertThat(last.sequence()).isEqualTo(Limits.FAMILY_SEQUENCE_MAX);
    for (var further : List.of(ledger.snap("m", "more"), ledger.copy("last", "copy", "westus"))) {
      assertThat(ledger.reject("LimitExceeded", further).details())
          .isEqualTo(
              Map.of("limit", "familySequenceMax", "found", "2147483646", "max", "2147483646"));
    }
    ledger.accept(ledger.full(snapshot("last"), "full"));
    ledger.accept(received("n", Limits.FAMILY_SEQUENCE_MAX + 1));
  }

  private ReceiveResource received(String name, int nextSequence) {
    return new ReceiveResource(
        ledger.header(),
        ELSEWHERE,
        new MovedResource(
            ResourceType.DISK,
            new DiskId(new UUID(9, name.charAt(0))),
            null,
            name(name),
            "eastus",
            "Premium_LRS",
            1L << 30,
            Map.of(),
            DiskOrigin.EMPTY,
            TestLedger.START,
            false,
            nextSequence,
            List.of(),
            0,
            ""));
  }
}

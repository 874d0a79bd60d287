package dev.snapledger.commands.decision;

import static dev.snapledger.commands.decision.TestLedger.HOME;
import static dev.snapledger.commands.decision.TestLedger.disk;
import static dev.snapledger.commands.decision.TestLedger.name;
import static dev.snapledger.commands.decision.TestLedger.snapshot;
import static org.assertj.core.api.Assertions.assertThat;

import dev.snapledger.commands.command.Command;
import dev.snapledger.commands.command.CreateDisk;
import dev.snapledger.commands.command.CreateDiskFromSnapshot;
import dev.snapledger.commands.command.FailBackgroundCopy;
import dev.snapledger.commands.command.UpdateDisk;
import dev.snapledger.commands.entity.FamilyKey;
import dev.snapledger.commands.event.BackgroundCopyFailed;
import dev.snapledger.commands.event.BackgroundCopyStarted;
import dev.snapledger.commands.event.DiskCreated;
import dev.snapledger.commands.event.DiskDeleted;
import dev.snapledger.commands.event.DiskResized;
import dev.snapledger.commands.event.DiskUpdated;
import dev.snapledger.commands.event.IncrementalSnapshotStarted;
import dev.snapledger.commands.id.DiskId;
import dev.snapledger.commands.id.SnapshotId;
import dev.snapledger.commands.type.CommandHeader;
import dev.snapledger.commands.type.DiskOrigin;
import dev.snapledger.commands.type.ResourceName;
import dev.snapledger.commands.type.SasAccess;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DiskRulesTest {
  private final TestLedger ledger = new TestLedger();

  private CreateDisk creation(ResourceName name, String sku, long gib, DiskOrigin origin) {
    return new CreateDisk(ledger.header(), name, "eastus", sku, gib, origin, Map.of());
  }

  private void rejectsArgument(String field, Command command) {
    assertThat(ledger.reject("InvalidArgument", command).details()).containsEntry("field", field);
  }

  @Test
  void createsDiskWithIdTimeAndHeaderOfItsCommand() {
    // given
    CreateDisk command = ledger.createDisk("d");

    // when
    DiskCreated event = ledger.accept(DiskCreated.class, command);

    // then
    assertThat(event.header().commandId()).isEqualTo(command.header().commandId());
    assertThat(event.header().time()).isEqualTo(ledger.now());
    assertThat(event.header().principal()).isEqualTo("tester");
    assertThat(event.header().index()).isZero();
    assertThat(event.sizeBytes()).isEqualTo(8L << 30);
    assertThat(event.diskId().value().version()).isEqualTo(8);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 32_767})
  void takesSizesAtTheirLimits(long gib) {
    ledger.accept(creation(name("d"), "Premium_LRS", gib, DiskOrigin.UPLOAD));
  }

  @ParameterizedTest
  @ValueSource(longs = {Long.MIN_VALUE, -1, 0, 32_768, Long.MAX_VALUE})
  void rejectsSizesBeyondTheirLimits(long gib) {
    rejectsArgument("sizeGib", creation(name("d"), "Premium_LRS", gib, DiskOrigin.EMPTY));
    ledger.makeDisk("d");
    rejectsArgument("sizeGib", ledger.resize("d", gib));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "A1_", "a.b-c_d", "0"})
  void takesLegalNames(String name) {
    ledger.accept(creation(new ResourceName("g(r).-_p", name), "Premium_LRS", 1, DiskOrigin.EMPTY));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "_a", ".a", "-a", "a.", "a-", "a b", "ä", "a/b", "a\n"})
  void rejectsIllegalNames(String name) {
    rejectsArgument(
        "name.name", creation(new ResourceName("group", name), "Premium_LRS", 1, DiskOrigin.EMPTY));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a.", "a/b", "ü"})
  void rejectsIllegalResourceGroups(String group) {
    rejectsArgument(
        "name.resourceGroup",
        creation(new ResourceName(group, "d"), "Premium_LRS", 1, DiskOrigin.EMPTY));
  }

  @Test
  void takesNamesUpToTheirLimits() {
    String group = "g".repeat(90);
    String name = "n".repeat(80);
    ledger.accept(creation(new ResourceName(group, name), "Premium_LRS", 1, DiskOrigin.EMPTY));
    rejectsArgument(
        "name.resourceGroup",
        creation(new ResourceName(group + "g", name), "Premium_LRS", 1, DiskOrigin.EMPTY));
    rejectsArgument(
        "name.name",
        creation(new ResourceName(group, name + "n"), "Premium_LRS", 1, DiskOrigin.EMPTY));
  }

  @ParameterizedTest
  @CsvSource({"50,512,256,true", "51,1,1,false", "1,513,1,false", "1,0,1,false", "1,1,257,false"})
  void limitsTags(int count, int nameChars, int valueChars, boolean legal) {
    // given
    Map<String, String> tags = new HashMap<>();
    for (int i = 0; i < count; i++) {
      String name =
          nameChars == 0 ? "" : "%03d".formatted(i) + "n".repeat(Math.max(0, nameChars - 3));
      tags.put(name, "v".repeat(valueChars));
    }
    var command =
        new CreateDisk(
            ledger.header(), name("d"), "eastus", "Premium_LRS", 1, DiskOrigin.EMPTY, tags);

    // when, then
    if (legal) {
      assertThat(ledger.accept(DiskCreated.class, command).tags()).isEqualTo(tags);
    } else {
      rejectsArgument("tags", command);
    }
  }

  @Test
  void limitsThePrincipal() {
    rejectsArgument("header.principal", createdBy("p".repeat(257)));
    ledger.accept(createdBy("p".repeat(256)));
  }

  private CreateDisk createdBy(String principal) {
    var header = new CommandHeader(ledger.header().commandId(), HOME, principal);
    return new CreateDisk(
        header, name("d"), "eastus", "Premium_LRS", 1, DiskOrigin.EMPTY, Map.of());
  }

  @Test
  void rejectsOriginThatNeedsASnapshot() {
    rejectsArgument("origin", creation(name("d"), "Premium_LRS", 1, DiskOrigin.SNAPSHOT));
  }

  @Test
  void rejectsUnknownRegionAndTellsTheKnown() {
    assertThat(ledger.reject("RegionNotFound", ledger.createDisk("d", "Mars")).details())
        .isEqualTo(Map.of("region", "Mars", "known", "eastus,westeurope,westus"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Standard_LRS", "StandardSSD_LRS", "Premium_LRS", "UltraSSD_LRS"})
  void takesDiskTiers(String sku) {
    ledger.accept(creation(name("d"), sku, 1, DiskOrigin.EMPTY));
  }

  @Test
  void rejectsOtherDiskTiers() {
    ledger.reject("SkuNotAllowed", creation(name("d"), "Standard_ZRS", 1, DiskOrigin.EMPTY));
    ledger.makeDisk("d");
    ledger.reject("SkuNotAllowed", new UpdateDisk(ledger.header(), name("d"), "premium_lrs", null));
  }

  @Test
  void comparesNamesWithoutRegardToCaseAndFreesThemAtDeletion() {
    ledger.accept(creation(new ResourceName("Group", "Disk"), "Premium_LRS", 1, DiskOrigin.EMPTY));
    ledger.reject(
        "AlreadyExists",
        creation(new ResourceName("gROUP", "dISK"), "Premium_LRS", 1, DiskOrigin.EMPTY));
    ledger.accept(creation(new ResourceName("other", "Disk"), "Premium_LRS", 1, DiskOrigin.EMPTY));
    ledger.accept(DiskDeleted.class, ledger.deleteDisk("DISK"));
    ledger.accept(creation(new ResourceName("group", "disk"), "Premium_LRS", 1, DiskOrigin.EMPTY));
  }

  @Test
  void letsDiskAndSnapshotHaveTheSameName() {
    ledger.makeDisk("same");
    ledger.makeSnapshot("same", "same");
  }

  @Test
  void neverMakesTheDiskOfACommandTwice() {
    // given
    CreateDisk command = ledger.createDisk("d");
    ledger.accept(command);
    ledger.accept(ledger.move(disk("d"), HOME, "elsewhere"));

    // when, then
    ledger.reject("AlreadyExists", command);
  }

  @Test
  void growsButNeverShrinks() {
    ledger.makeDisk("d");
    DiskResized event = ledger.accept(DiskResized.class, ledger.resize("d", 9));
    assertThat(event.oldSizeBytes()).isEqualTo(8L << 30);
    assertThat(ledger.reject("ShrinkNotAllowed", ledger.resize("d", 8)).details())
        .isEqualTo(Map.of("presentBytes", "9663676416", "askedBytes", "8589934592"));
    ledger.acceptSilently(ledger.resize("d", 9));
    ledger.reject("NotFound", ledger.resize("x", 9));
  }

  @ParameterizedTest
  @ValueSource(strings = {"READ", "WRITE"})
  void neitherDeletesNorResizesSharedDisk(SasAccess access) {
    // given
    ledger.makeDisk("d");
    ledger.accept(ledger.grant(disk("d"), access, 60));

    // when, then
    assertThat(ledger.reject("ActiveSas", ledger.deleteDisk("d")).retryAt())
        .isEqualTo(ledger.now().plusSeconds(60));
    ledger.reject("ActiveSas", ledger.resize("d", 9));
    ledger.pass(Duration.ofSeconds(60).minusMillis(1)).reject("ActiveSas", ledger.resize("d", 9));
    ledger.pass(Duration.ofMillis(1)).accept(ledger.resize("d", 9));
    ledger.accept(ledger.deleteDisk("d"));
  }

  @Test
  void snapshotsDiskThatIsReadButNotOneThatIsWritten() {
    ledger.makeDisk("d");
    ledger.accept(ledger.grant(disk("d"), SasAccess.READ, 600));
    ledger.accept(ledger.snap("d", "s1"));
    ledger.accept(ledger.grant(disk("d"), SasAccess.WRITE, 60));
    ledger.reject("ActiveSas", ledger.snap("d", "s2"));
    ledger.reject("ActiveSas", ledger.full(disk("d"), "f"));
    ledger.pass(Duration.ofSeconds(60)).accept(ledger.snap("d", "s2"));
    ledger.accept(ledger.full(disk("d"), "f"));
  }

  @Test
  void updatesTierAndTagsOrKeepsThem() {
    ledger.makeDisk("d");
    DiskUpdated both =
        ledger.accept(
            DiskUpdated.class,
            new UpdateDisk(ledger.header(), name("d"), "Standard_LRS", Map.of("a", "b")));
    assertThat(both.sku()).isEqualTo("Standard_LRS");
    DiskUpdated tags =
        ledger.accept(
            DiskUpdated.class, new UpdateDisk(ledger.header(), name("d"), null, Map.of()));
    assertThat(tags.sku()).isEqualTo("Standard_LRS");
    ledger.acceptSilently(new UpdateDisk(ledger.header(), name("d"), null, null));
    ledger.acceptSilently(new UpdateDisk(ledger.header(), name("d"), "Standard_LRS", Map.of()));
    ledger.reject("NotFound", new UpdateDisk(ledger.header(), name("x"), null, null));
  }

  @Test
  void keepsDiskWhileASnapshotOfItIsInCreation() {
    // given
    DiskId diskId = ledger.makeDisk("d");
    SnapshotId incremental =
        ledger.accept(IncrementalSnapshotStarted.class, ledger.snap("d", "s")).snapshotId();
    SnapshotId full =
        new SnapshotId(TestLedger.id(ledger.accept(ledger.full(disk("d"), "f")), "snapshotId"));

    // when, then
    assertThat(ledger.reject("SnapshotInProgress", ledger.deleteDisk("d")).details())
        .containsEntry("creating", "2");
    ledger.accept(ledger.complete(ledger.familyOf("d"), incremental));
    ledger.reject("SnapshotInProgress", ledger.deleteDisk("d"));
    ledger.accept(ledger.fail(null, full));
    ledger.accept(ledger.deleteDisk("d"));
    assertThat(ledger.state().find(FamilyKey.ofDisk(HOME, diskId))).isNotNull();
    ledger.accept(ledger.delete("s"));
    assertThat(ledger.state().find(FamilyKey.ofDisk(HOME, diskId))).isNull();
  }

  @Test
  void makesDiskOfSnapshotOfAnyTierWithItsCopy() {
    // given
    ledger.makeDisk("d");
    SnapshotId source = ledger.makeSnapshot("d", "s");

    // when
    var events = ledger.accept(ledger.restore("s", "r")).events();

    // then
    assertThat(events).hasSize(2);
    DiskCreated created = (DiskCreated) events.get(0);
    assertThat(created.origin()).isEqualTo(DiskOrigin.SNAPSHOT);
    assertThat(created.sourceSnapshotId()).isEqualTo(source);
    BackgroundCopyStarted copy = (BackgroundCopyStarted) events.get(1);
    assertThat(copy.header().index()).isEqualTo(1);
    assertThat(copy.sourceFamilyId()).isEqualTo(ledger.familyOf("d"));
    assertThat(copy.totalBytes()).isEqualTo(8L << 30);
  }

  @Test
  void makesDiskNoSmallerThanItsSnapshotAndInItsRegion() {
    // given
    ledger.makeDisk("d");
    ledger.makeSnapshot("d", "s");

    // when, then
    ledger.reject("ShrinkNotAllowed", from("s", null, 7L));
    rejectsArgument("region", from("s", "westus", null));
    rejectsArgument("sizeGib", from("s", null, 0L));
    ledger.reject("NotFound", from("x", null, null));
    ledger.accept(from("s", "eastus", 9L));
  }

  private CreateDiskFromSnapshot from(String source, @Nullable String region, @Nullable Long gib) {
    return new CreateDiskFromSnapshot(
        ledger.header(), name("r"), name(source), region, "UltraSSD_LRS", gib, Map.of());
  }

  @Test
  void makesNoDiskOfSnapshotThatIsNotCompleted() {
    ledger.makeDisk("d");
    SnapshotId creating =
        ledger.accept(IncrementalSnapshotStarted.class, ledger.snap("d", "s")).snapshotId();
    assertThat(ledger.reject("SnapshotNotReady", ledger.restore("s", "r")).details())
        .containsEntry("found", "CREATING");
    ledger.accept(ledger.fail(ledger.familyOf("d"), creating));
    assertThat(ledger.reject("SnapshotNotReady", ledger.restore("s", "r")).details())
        .containsEntry("found", "FAILED");
  }

  @Test
  void neitherSnapshotsNorResizesDiskThatIsBeingFilled() {
    ledger.makeDisk("d");
    ledger.makeSnapshot("d", "s");
    ledger.accept(ledger.restore("s", "r"));

    ledger.reject("BackgroundCopyInProgress", ledger.snap("r", "t"));
    ledger.reject("BackgroundCopyInProgress", ledger.full(disk("r"), "t"));
    ledger.reject("BackgroundCopyInProgress", ledger.resize("r", 9));
    ledger.accept(ledger.grant(disk("r"), SasAccess.READ, 60));
  }

  @Test
  void letsDiskWhoseCopyFailedOnlyBeDeleted() {
    // given
    ledger.makeDisk("d");
    ledger.makeSnapshot("d", "s");
    DiskId restored = new DiskId(TestLedger.id(ledger.accept(ledger.restore("s", "r")), "diskId"));
    ledger.accept(ledger.lease(restored, "worker", 60));
    ledger.accept(new FailBackgroundCopy(ledger.header(), restored, 1, "bad luck"));

    // when, then
    ledger.reject("DiskNotReady", ledger.snap("r", "t"));
    ledger.reject("DiskNotReady", ledger.full(disk("r"), "t"));
    ledger.reject("DiskNotReady", ledger.resize("r", 9));
    ledger.reject("DiskNotReady", ledger.grant(disk("r"), SasAccess.READ, 60));
    ledger.reject("DiskNotReady", ledger.move(disk("r"), TestLedger.ELSEWHERE, "group"));
    ledger.accept(ledger.delete("s"));
    ledger.accept(DiskDeleted.class, ledger.deleteDisk("r"));
  }

  @Test
  void failsTheCopyOfADiskThatIsDeletedBeforeItIsFull() {
    ledger.makeDisk("d");
    ledger.makeFull("d", "f");
    ledger.accept(ledger.restore("f", "r"));
    ledger.reject("BackgroundCopyInProgress", ledger.delete("f"));

    var events = ledger.accept(ledger.deleteDisk("r")).events();

    assertThat(events.get(0)).isInstanceOf(BackgroundCopyFailed.class);
    assertThat(events.get(1)).isInstanceOf(DiskDeleted.class);
    ledger.accept(ledger.delete("f"));
  }

  @Test
  void limitsDisksThatAreFilledFromOneSnapshot() {
    // given
    ledger.makeDisk("d");
    ledger.makeSnapshot("d", "s");
    for (int i = 0; i < Limits.COPIES_PER_SOURCE_MAX; i++) {
      ledger.accept(ledger.restore("s", "r" + i));
    }

    // when, then
    for (var command :
        new Command[] {
          ledger.restore("s", "more"),
          ledger.full(snapshot("s"), "more"),
          ledger.copy("s", "more", "westus")
        }) {
      assertThat(ledger.reject("LimitExceeded", command).details())
          .isEqualTo(Map.of("limit", "copiesPerSourceMax", "found", "1000", "max", "1000"));
    }
  }
}

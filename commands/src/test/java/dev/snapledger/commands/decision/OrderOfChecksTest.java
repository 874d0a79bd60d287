package dev.snapledger.commands.decision;

import static dev.snapledger.commands.decision.TestLedger.ELSEWHERE;
import static dev.snapledger.commands.decision.TestLedger.HOME;
import static dev.snapledger.commands.decision.TestLedger.disk;
import static dev.snapledger.commands.decision.TestLedger.name;
import static dev.snapledger.commands.decision.TestLedger.snapshot;
import static org.assertj.core.api.Assertions.assertThat;

import dev.snapledger.commands.command.AdoptPolicy;
import dev.snapledger.commands.command.Command;
import dev.snapledger.commands.command.CopySnapshot;
import dev.snapledger.commands.command.CreateDisk;
import dev.snapledger.commands.command.CreateDiskFromSnapshot;
import dev.snapledger.commands.command.CreateFullSnapshot;
import dev.snapledger.commands.command.CreateIncrementalSnapshot;
import dev.snapledger.commands.command.GrantSas;
import dev.snapledger.commands.event.IncrementalSnapshotStarted;
import dev.snapledger.commands.id.SubscriptionId;
import dev.snapledger.commands.type.DiskOrigin;
import dev.snapledger.commands.type.DiskRef;
import dev.snapledger.commands.type.IncrementalAfterResize;
import dev.snapledger.commands.type.Policy;
import dev.snapledger.commands.type.ResourceName;
import dev.snapledger.commands.type.SasAccess;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Commands that fail several checks at once, healed one mistake at a time: the answers come in the
 * order of docs/reference/commands.md.
 */
class OrderOfChecksTest {
  private static final Map<String, String> BAD_TAGS = Map.of("", "");
  private static final ResourceName BAD_NAME = new ResourceName("group", "_");

  private final TestLedger ledger = new TestLedger();

  @BeforeEach
  void makeDisk() {
    ledger.makeDisk("d");
  }

  private void rejects(String code, Command command) {
    ledger.reject(code, command);
  }

  private void rejectsField(String field, Command command) {
    assertThat(ledger.reject("InvalidArgument", command).details()).containsEntry("field", field);
  }

  @Test
  void ofCreateDisk() {
    rejectsField("name.name", create(BAD_NAME, "x", "x", 0, DiskOrigin.SNAPSHOT, BAD_TAGS));
    rejectsField("sizeGib", create(name("d"), "x", "x", 0, DiskOrigin.SNAPSHOT, BAD_TAGS));
    rejectsField("origin", create(name("d"), "x", "x", 1, DiskOrigin.SNAPSHOT, BAD_TAGS));
    rejectsField("tags", create(name("d"), "x", "x", 1, DiskOrigin.EMPTY, BAD_TAGS));
    rejects("RegionNotFound", create(name("d"), "x", "x", 1, DiskOrigin.EMPTY, Map.of()));
    rejects("SkuNotAllowed", create(name("d"), "eastus", "x", 1, DiskOrigin.EMPTY, Map.of()));
    rejects(
        "AlreadyExists", create(name("d"), "eastus", "Premium_LRS", 1, DiskOrigin.EMPTY, Map.of()));
  }

  private CreateDisk create(
      ResourceName name,
      String region,
      String sku,
      long gib,
      DiskOrigin origin,
      Map<String, String> tags) {
    return new CreateDisk(ledger.header(), name, region, sku, gib, origin, tags);
  }

  @Test
  void ofCreateDiskFromSnapshot() {
    ledger.accept(ledger.snap("d", "s"));
    rejectsField("name.name", from(BAD_NAME, BAD_NAME, "x", "x", 0L));
    rejectsField("sourceSnapshot.name", from(name("d"), BAD_NAME, "x", "x", 0L));
    rejectsField("sizeGib", from(name("d"), name("x"), "x", "x", 0L));
    rejects("SkuNotAllowed", from(name("d"), name("x"), "x", "x", 1L));
    rejects("NotFound", from(name("d"), name("x"), "x", "Premium_LRS", 1L));
    rejects("AlreadyExists", from(name("d"), name("s"), "x", "Premium_LRS", 1L));
    rejects("SnapshotNotReady", from(name("r"), name("s"), "x", "Premium_LRS", 1L));
    ledger.makeSnapshot("d", "t");
    rejectsField("region", from(name("r"), name("t"), "x", "Premium_LRS", 1L));
    rejects("ShrinkNotAllowed", from(name("r"), name("t"), null, "Premium_LRS", 1L));
  }

  private CreateDiskFromSnapshot from(
      ResourceName name,
      ResourceName source,
      @Nullable String region,
      String sku,
      @Nullable Long gib) {
    return new CreateDiskFromSnapshot(ledger.header(), name, source, region, sku, gib, Map.of());
  }

  @Test
  void ofResizeDisk() {
    rejectsField("sizeGib", ledger.resize("x", 0));
    rejects("NotFound", ledger.resize("x", 1));
    ledger.accept(ledger.grant(disk("d"), SasAccess.READ, 60));
    rejects("ShrinkNotAllowed", ledger.resize("d", 1));
    ledger.acceptSilently(ledger.resize("d", 8));
    rejects("ActiveSas", ledger.resize("d", 9));
    ledger.pass(Duration.ofSeconds(60));
    ledger.accept(ledger.move(disk("d"), ELSEWHERE, "there"));
    rejects("MoveInProgress", ledger.resize("d", 1));
  }

  @Test
  void ofCreateIncrementalSnapshot() {
    // given
    ledger.accept(new AdoptPolicy(ledger.header(), PolicyRulesTest.policy(1, 300, 1, 5)));
    ledger.makeSnapshot("d", "taken");
    ledger.accept(ledger.resize("d", 9));
    ledger.accept(ledger.grant(disk("d"), SasAccess.WRITE, 60));

    // when, then
    rejectsField("name.name", snap(BAD_NAME, ELSEWHERE, BAD_NAME, "x"));
    rejectsField("sourceDisk.name.name", snap(name("taken"), ELSEWHERE, BAD_NAME, "x"));
    rejects("OutsideDiskSubscription", snap(name("taken"), ELSEWHERE, name("x"), "x"));
    rejects("NotFound", snap(name("taken"), HOME, name("x"), "x"));
    rejects("AlreadyExists", snap(name("taken"), HOME, name("d"), "x"));
    rejects("SkuNotAllowed", snap(name("new"), HOME, name("d"), "x"));
    rejects("DiskWasResized", snap(name("new"), HOME, name("d"), null));
    ledger.accept(new AdoptPolicy(ledger.header(), resizeAllowed(1, 1)));
    rejects("ActiveSas", snap(name("new"), HOME, name("d"), null));
    ledger.pass(Duration.ofSeconds(60));
    rejects("SnapshotCountExceeded", snap(name("new"), HOME, name("d"), null));
    ledger.accept(new AdoptPolicy(ledger.header(), resizeAllowed(2, 2)));
    rejects("SnapshotRateExceeded", snap(name("new"), HOME, name("d"), null));
    ledger.pass(Duration.ofMinutes(5));
    ledger.accept(IncrementalSnapshotStarted.class, snap(name("new"), HOME, name("d"), null));
  }

  private static Policy resizeAllowed(int version, int count) {
    return new Policy(
        "allowing",
        version,
        1,
        300,
        count,
        5,
        IncrementalAfterResize.ALLOWED,
        null,
        BuiltInPolicies.AZURE_CURRENT.regions());
  }

  private CreateIncrementalSnapshot snap(
      ResourceName name, SubscriptionId diskIn, ResourceName disk, @Nullable String sku) {
    return new CreateIncrementalSnapshot(
        ledger.header(), name, new DiskRef(diskIn, disk), sku, Map.of());
  }

  @Test
  void ofCopySnapshot() {
    ledger.makeFull("d", "full");
    ledger.accept(ledger.snap("d", "creating"));
    rejectsField("name.name", copy(BAD_NAME, BAD_NAME, "x", "x"));
    rejectsField("sourceSnapshot.name", copy(name("full"), BAD_NAME, "x", "x"));
    rejects("RegionNotFound", copy(name("full"), name("x"), "x", "x"));
    rejects("SkuNotAllowed", copy(name("full"), name("x"), "eastus", "x"));
    rejects("NotFound", copy(name("full"), name("x"), "eastus", null));
    rejectsField("sourceSnapshot", copy(name("full"), name("full"), "eastus", null));
    rejectsField("targetRegion", copy(name("full"), name("creating"), "eastus", null));
    rejects("AlreadyExists", copy(name("full"), name("creating"), "westus", null));
    rejects("SnapshotNotReady", copy(name("c"), name("creating"), "westus", null));
  }

  private CopySnapshot copy(
      ResourceName name, ResourceName source, String region, @Nullable String sku) {
    return new CopySnapshot(ledger.header(), name, source, region, sku, Map.of());
  }

  @Test
  void ofCreateFullSnapshot() {
    ledger.accept(ledger.grant(disk("d"), SasAccess.WRITE, 60));
    ledger.makeDisk("other");
    ledger.makeFull("other", "taken");
    rejects(
        "SkuNotAllowed",
        new CreateFullSnapshot(ledger.header(), name("taken"), disk("x"), "x", Map.of()));
    rejects("NotFound", ledger.full(disk("x"), "taken"));
    rejects("AlreadyExists", ledger.full(disk("d"), "taken"));
    rejects("ActiveSas", ledger.full(disk("d"), "f"));
  }

  @Test
  void ofDeleteDisk() {
    ledger.accept(ledger.snap("d", "s"));
    ledger.accept(ledger.grant(disk("d"), SasAccess.READ, 60));
    rejectsField("name.name", ledger.deleteDisk("_"));
    rejects("NotFound", ledger.deleteDisk("x"));
    rejects("SnapshotInProgress", ledger.deleteDisk("d"));
    ledger.makeDisk("e");
    ledger.accept(ledger.grant(disk("e"), SasAccess.READ, 60));
    rejects("ActiveSas", ledger.deleteDisk("e"));
  }

  @Test
  void ofDeleteSnapshot() {
    ledger.makeSnapshot("d", "s");
    ledger.accept(ledger.read("s", 60));
    ledger.accept(ledger.restore("s", "r"));
    rejectsField("name.name", ledger.delete("_"));
    rejects("NotFound", ledger.delete("x"));
    rejects("BackgroundCopyInProgress", ledger.delete("s"));
    ledger.accept(ledger.deleteDisk("r"));
    rejects("ActiveSas", ledger.delete("s"));
  }

  @Test
  void ofGrantSas() {
    // given
    for (int i = 1; i <= 5; i++) {
      ledger.makeSnapshot("d", "s" + i);
      ledger.accept(ledger.read("s" + i, 600));
    }
    ledger.accept(ledger.snap("d", "creating"));
    ledger.makeSnapshot("d", "s6");

    // when, then
    rejectsField("resource.name.name", grant("_", SasAccess.WRITE, 0));
    rejectsField("access", grant("x", SasAccess.WRITE, 0));
    rejectsField("durationSeconds", grant("x", SasAccess.READ, 0));
    rejects("NotFound", grant("x", SasAccess.READ, 1));
    rejects("SnapshotNotReady", grant("creating", SasAccess.READ, 1));
    rejects("SasLimitExceeded", grant("s6", SasAccess.READ, 1));
  }

  private GrantSas grant(String name, SasAccess access, long seconds) {
    return ledger.grant(snapshot(name), access, seconds);
  }

  @Test
  void ofMoveResource() {
    ledger.makeSnapshot("d", "s");
    ledger.accept(ledger.full(disk("d"), "f"));
    ledger.accept(ledger.grant(disk("d"), SasAccess.READ, 60));
    rejectsField("resource.name.name", ledger.move(disk("_"), ELSEWHERE, "bad."));
    rejectsField("targetResourceGroup", ledger.move(disk("x"), ELSEWHERE, "bad."));
    rejects("NotFound", ledger.move(disk("x"), ELSEWHERE, "there"));
    rejects("IncrementalSnapshotCannotMove", ledger.move(disk("d"), ELSEWHERE, "there"));
    ledger.accept(ledger.delete("s"));
    rejects("SnapshotInProgress", ledger.move(disk("d"), ELSEWHERE, "there"));
  }
}

package dev.snapledger.commands.decision;

import static dev.snapledger.commands.decision.TestLedger.DIGEST;
import static dev.snapledger.commands.decision.TestLedger.ELSEWHERE;
import static dev.snapledger.commands.decision.TestLedger.HOME;
import static dev.snapledger.commands.decision.TestLedger.START;
import static dev.snapledger.commands.decision.TestLedger.disk;
import static dev.snapledger.commands.decision.TestLedger.name;
import static dev.snapledger.commands.decision.TestLedger.snapshot;
import static org.assertj.core.api.Assertions.assertThat;

import dev.snapledger.commands.command.Command;
import dev.snapledger.commands.command.CompleteMove;
import dev.snapledger.commands.command.CreateDisk;
import dev.snapledger.commands.command.CreateIncrementalSnapshot;
import dev.snapledger.commands.command.FailMove;
import dev.snapledger.commands.command.MoveResource;
import dev.snapledger.commands.command.ReceiveResource;
import dev.snapledger.commands.command.UpdateDisk;
import dev.snapledger.commands.command.UpdateSnapshot;
import dev.snapledger.commands.entity.FamilyKey;
import dev.snapledger.commands.event.IncrementalSnapshotStarted;
import dev.snapledger.commands.event.ResourceMoveFailed;
import dev.snapledger.commands.event.ResourceMoveStarted;
import dev.snapledger.commands.event.ResourceMoved;
import dev.snapledger.commands.event.ResourceReceived;
import dev.snapledger.commands.id.DiskId;
import dev.snapledger.commands.id.SnapshotId;
import dev.snapledger.commands.id.SubscriptionId;
import dev.snapledger.commands.type.DiskOrigin;
import dev.snapledger.commands.type.DiskRef;
import dev.snapledger.commands.type.MovedResource;
import dev.snapledger.commands.type.ResourceName;
import dev.snapledger.commands.type.ResourceSelector;
import dev.snapledger.commands.type.ResourceType;
import dev.snapledger.commands.type.SasAccess;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MoveRulesTest {
  private final TestLedger ledger = new TestLedger();

  private MovedResource start(ResourceSelector resource) {
    return ledger
        .accept(ResourceMoveStarted.class, ledger.move(resource, ELSEWHERE, "there"))
        .resource();
  }

  private ReceiveResource receive(MovedResource resource) {
    return receive(HOME, ELSEWHERE, resource);
  }

  private ReceiveResource receive(SubscriptionId from, SubscriptionId to, MovedResource resource) {
    return new ReceiveResource(ledger.header(to), from, resource);
  }

  private CompleteMove complete(MovedResource resource) {
    return new CompleteMove(ledger.header(), resource.diskId(), resource.snapshotId());
  }

  private FailMove fail(MovedResource resource) {
    return new FailMove(
        ledger.header(), resource.diskId(), resource.snapshotId(), "AlreadyExists", "name taken");
  }

  @Test
  void movesAtOnceInsideASubscription() {
    // given
    ledger.makeDisk("d");
    ledger.makeSnapshot("d", "s");
    ledger.makeFull("d", "f");
    ledger.accept(ledger.read("s", 60));

    // when, then
    for (ResourceSelector resource : List.of(disk("d"), snapshot("s"), snapshot("f"))) {
      var moved = ledger.accept(ResourceMoved.class, ledger.move(resource, HOME, "other"));
      assertThat(moved.targetName()).isEqualTo(new ResourceName("other", resource.name().name()));
      ledger.reject("NotFound", ledger.move(resource, HOME, "other"));
    }
    ledger.makeDisk("d");
    ledger.reject("AlreadyExists", ledger.move(disk("d"), HOME, "other"));
    ledger.acceptSilently(ledger.move(disk("d"), HOME, "GROUP"));
  }

  @Test
  void movesDiskWithItsHistoryToOtherSubscription() {
    // given
    DiskId diskId = ledger.makeDisk("d");
    for (int i = 1; i <= 7; i++) {
      ledger.makeSnapshot("d", "s" + i);
      ledger.accept(ledger.delete("s" + i));
    }

    // when
    MovedResource resource = start(disk("d"));
    ledger.accept(ResourceReceived.class, receive(resource));
    ResourceMoved moved = ledger.accept(ResourceMoved.class, complete(resource));

    // then
    assertThat(moved.targetSubscriptionId()).isEqualTo(ELSEWHERE);
    assertThat(moved.targetName()).isEqualTo(new ResourceName("there", "d"));
    assertThat(ledger.state().find(FamilyKey.ofDisk(HOME, diskId))).isNull();
    assertThat(ledger.state().find(FamilyKey.ofDisk(ELSEWHERE, diskId))).isNotNull();
    ledger.reject("NotFound", ledger.deleteDisk("d"));
    ledger.makeDisk("d");
    ledger.reject("SnapshotRateExceeded", snapThere("t"));
    ledger.pass(Duration.ofMinutes(5));
    var next = ledger.accept(IncrementalSnapshotStarted.class, snapThere("t"));
    assertThat(next.sequence()).isEqualTo(8);
  }

  @Test
  void takesTheResizeAlongSoThatAMoveDoesNotHealIt() {
    ledger.makeDisk("d");
    ledger.accept(ledger.resize("d", 9));
    MovedResource resource = start(disk("d"));
    ledger.accept(receive(resource));
    ledger.accept(complete(resource));
    ledger.reject("DiskWasResized", snapThere("t"));
  }

  private Command snapThere(String name) {
    return new CreateIncrementalSnapshot(
        ledger.header(ELSEWHERE),
        new ResourceName("there", name),
        new DiskRef(ELSEWHERE, new ResourceName("there", "d")),
        null,
        Map.of());
  }

  @Test
  void locksWhatIsOnItsWay() {
    // given
    ledger.makeDisk("d");
    ledger.makeFull("d", "f");
    start(disk("d"));
    start(snapshot("f"));

    // when, then
    for (Command command :
        List.of(
            ledger.snap("d", "s"),
            ledger.full(disk("d"), "g"),
            ledger.resize("d", 9),
            ledger.deleteDisk("d"),
            new UpdateDisk(ledger.header(), name("d"), null, Map.of()),
            ledger.grant(disk("d"), SasAccess.READ, 60),
            ledger.revoke(disk("d"), null),
            ledger.move(disk("d"), HOME, "group"),
            ledger.restore("f", "r"),
            ledger.full(snapshot("f"), "g"),
            new UpdateSnapshot(ledger.header(), name("f"), Map.of()),
            ledger.delete("f"),
            ledger.read("f", 60),
            ledger.move(snapshot("f"), ELSEWHERE, "group"))) {
      ledger.reject("MoveInProgress", command);
    }
    ledger.reject("AlreadyExists", ledger.createDisk("d"));
  }

  @Test
  void takesEachStepOnceHoweverOftenItIsSent() {
    ledger.makeDisk("d");
    ledger.makeFull("d", "f");
    MovedResource resource = start(snapshot("f"));
    ledger.accept(ResourceReceived.class, receive(resource));
    ledger.acceptSilently(receive(resource));
    ledger.accept(ResourceMoved.class, complete(resource));
    ledger.acceptSilently(complete(resource));
    ledger.reject("NotFound", fail(resource));
  }

  @Test
  void staysWhereTheTargetRefuses() {
    // given
    ledger.makeDisk("d");
    ledger.accept(
        new CreateDisk(
            ledger.header(ELSEWHERE),
            new ResourceName("THERE", "D"),
            "eastus",
            "Premium_LRS",
            1,
            DiskOrigin.EMPTY,
            Map.of()));
    MovedResource resource = start(disk("d"));

    // when
    ledger.reject("AlreadyExists", receive(resource));
    ledger.accept(ResourceMoveFailed.class, fail(resource));

    // then
    ledger.acceptSilently(fail(resource));
    ledger.reject("MoveNotStarted", complete(resource));
    ledger.accept(ledger.resize("d", 9));
  }

  @Test
  void doesNotTakeBackWhatHasNotLeftYet() {
    // given
    ledger.makeDisk("d");
    MovedResource away = start(disk("d"));
    ledger.accept(receive(away));
    MovedResource back =
        ledger
            .accept(
                ResourceMoveStarted.class,
                new MoveResource(
                    ledger.header(ELSEWHERE),
                    new ResourceSelector(ResourceType.DISK, new ResourceName("there", "d")),
                    HOME,
                    "group"))
            .resource();

    // when, then
    ledger.reject("MoveInProgress", receive(ELSEWHERE, HOME, back));
    ledger.accept(complete(away));
    ledger.accept(receive(ELSEWHERE, HOME, back));
  }

  @Test
  void movesNothingThatIsShared() {
    ledger.makeDisk("d");
    ledger.makeFull("d", "f");
    ledger.accept(ledger.grant(disk("d"), SasAccess.READ, 60));
    ledger.accept(ledger.read("f", 60));
    ledger.reject("ActiveSas", ledger.move(disk("d"), ELSEWHERE, "there"));
    ledger.reject("ActiveSas", ledger.move(snapshot("f"), ELSEWHERE, "there"));
    ledger.pass(Duration.ofSeconds(60));
    start(disk("d"));
    start(snapshot("f"));
  }

  @Test
  void movesNothingUnfinished() {
    ledger.makeDisk("d");
    ledger.makeFull("d", "f");
    ledger.accept(ledger.full(disk("d"), "creating"));
    ledger.accept(ledger.restore("f", "r"));
    ledger.reject("SnapshotInProgress", ledger.move(disk("d"), ELSEWHERE, "there"));
    ledger.reject("SnapshotNotReady", ledger.move(snapshot("creating"), ELSEWHERE, "there"));
    ledger.reject("BackgroundCopyInProgress", ledger.move(snapshot("f"), ELSEWHERE, "there"));
    ledger.reject("BackgroundCopyInProgress", ledger.move(disk("r"), ELSEWHERE, "there"));
    ledger.reject("NotFound", ledger.move(disk("x"), ELSEWHERE, "there"));
    ledger.reject("InvalidArgument", ledger.move(disk("d"), ELSEWHERE, "there."));
  }

  @Test
  void rejectsIdsThatNameNothingOrTwoThings() {
    DiskId diskId = ledger.makeDisk("d");
    SnapshotId snapshotId = new SnapshotId(new UUID(1, 1));
    ledger.reject("InvalidArgument", new CompleteMove(ledger.header(), null, null));
    ledger.reject("InvalidArgument", new CompleteMove(ledger.header(), diskId, snapshotId));
    ledger.reject("InvalidArgument", new FailMove(ledger.header(), null, null, "c", "r"));
    ledger.reject(
        "InvalidArgument", new FailMove(ledger.header(), diskId, null, "c".repeat(101), "r"));
    ledger.reject(
        "InvalidArgument", new FailMove(ledger.header(), diskId, null, "c", "r".repeat(1001)));
    ledger.acceptSilently(
        new FailMove(ledger.header(), diskId, null, "c".repeat(100), "r".repeat(1000)));
  }

  @Test
  void rejectsForgedResources() {
    UUID id = new UUID(9, 9);
    for (ReceiveResource command :
        List.of(
            receive(HOME, HOME, snapshotNumbered(id, "eastus", 1L << 30, 0, DIGEST)),
            receive(forged(null, null, 1, List.of())),
            receive(forged(new DiskId(id), new SnapshotId(id), 1, List.of())),
            receive(forged(new DiskId(id), null, 0, List.of())),
            receive(forged(new DiskId(id), null, 1, List.of(START, START.minusMillis(1)))),
            receive(forged(new DiskId(id), null, 1, Collections.nCopies(1001, START))),
            receive(
                forged(new DiskId(id), null, 1, List.of(START.plusSeconds(3600).plusMillis(1)))),
            receive(forged(new DiskId(id), null, 1, List.of(Instant.ofEpochMilli(Long.MAX_VALUE)))),
            receive(snapshotNumbered(id, "eastus", 1, 0, DIGEST)),
            receive(snapshotNumbered(id, "eastus", 32_768L << 30, 0, DIGEST)),
            receive(snapshotNumbered(id, "eastus", 1L << 30, -1, DIGEST)),
            receive(snapshotNumbered(id, "eastus", 1L << 30, 0, "")))) {
      ledger.reject("InvalidArgument", command);
    }
    ledger.reject("RegionNotFound", receive(snapshotNumbered(id, "mars", 1L << 30, 0, DIGEST)));
    ledger.accept(receive(forged(new DiskId(id), null, 1, List.of(START))));
    ledger.accept(receive(snapshotNumbered(id, "eastus", 1L << 30, 0, DIGEST)));
  }

  private static MovedResource forged(
      @Nullable DiskId diskId, @Nullable SnapshotId snapshotId, int next, List<Instant> times) {
    return new MovedResource(
        ResourceType.DISK,
        diskId,
        snapshotId,
        name("m"),
        "eastus",
        "Premium_LRS",
        1L << 30,
        Map.of(),
        DiskOrigin.EMPTY,
        START,
        false,
        next,
        times,
        0,
        "");
  }

  private static MovedResource snapshotNumbered(
      UUID id, String region, long sizeBytes, long storedBytes, String digest) {
    return new MovedResource(
        ResourceType.SNAPSHOT,
        null,
        new SnapshotId(id),
        name("m"),
        region,
        "Standard_LRS",
        sizeBytes,
        Map.of(),
        DiskOrigin.EMPTY,
        START,
        false,
        1,
        List.of(),
        storedBytes,
        digest);
  }
}

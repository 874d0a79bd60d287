package dev.snapledger.commands.decision;

import static dev.snapledger.commands.decision.TestLedger.DIGEST;
import static dev.snapledger.commands.decision.TestLedger.ELSEWHERE;
import static dev.snapledger.commands.decision.TestLedger.HOME;
import static dev.snapledger.commands.decision.TestLedger.START;
import static dev.snapledger.commands.decision.TestLedger.disk;
import static dev.snapledger.commands.decision.TestLedger.name;
import static dev.snapledger.commands.decision.TestLedger.snapshot;
import static org.assertj.core.api.Assertions.assertThat;

import dev.snapledger.commands.axon.LedgerConfiguration;
import dev.snapledger.commands.command.AdoptPolicy;
import dev.snapledger.commands.command.Command;
import dev.snapledger.commands.command.CompleteBackgroundCopy;
import dev.snapledger.commands.command.CompleteMove;
import dev.snapledger.commands.command.CompleteSnapshot;
import dev.snapledger.commands.command.FailBackgroundCopy;
import dev.snapledger.commands.command.FailMove;
import dev.snapledger.commands.command.FailSnapshot;
import dev.snapledger.commands.command.ReceiveResource;
import dev.snapledger.commands.command.ReleaseCopyLease;
import dev.snapledger.commands.command.ReportCopyProgress;
import dev.snapledger.commands.command.ReportSnapshotCopyProgress;
import dev.snapledger.commands.command.RevokeSas;
import dev.snapledger.commands.command.UpdateDisk;
import dev.snapledger.commands.command.UpdateSnapshot;
import dev.snapledger.commands.event.ResourceMoveStarted;
import dev.snapledger.commands.id.DiskId;
import dev.snapledger.commands.id.FamilyId;
import dev.snapledger.commands.id.GrantId;
import dev.snapledger.commands.id.SnapshotId;
import dev.snapledger.commands.id.SubscriptionId;
import dev.snapledger.commands.type.DiskOrigin;
import dev.snapledger.commands.type.IncrementalAfterResize;
import dev.snapledger.commands.type.MovedResource;
import dev.snapledger.commands.type.Policy;
import dev.snapledger.commands.type.Region;
import dev.snapledger.commands.type.ResourceType;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The commands that {@link OrderOfChecksTest} leaves out: updates, and those of workers. */
class OrderOfWorkerChecksTest {
  private static final Map<String, String> BAD_TAGS = Map.of("", "");
  private static final String LONG_REASON = "x".repeat(1_001);
  private static final DiskId NO_DISK = new DiskId(new UUID(9, 1));
  private static final SnapshotId NO_SNAPSHOT = new SnapshotId(new UUID(9, 2));

  private final TestLedger ledger = new TestLedger();
  private DiskId diskId = NO_DISK;

  @BeforeEach
  void makeDisk() {
    diskId = ledger.makeDisk("d");
  }

  private void rejects(String code, Command command) {
    ledger.reject(code, command);
  }

  private void rejectsField(String field, Command command) {
    assertThat(ledger.reject("InvalidArgument", command).details()).containsEntry("field", field);
  }

  @Test
  void isTestedForEveryCommand() {
    // given
    TreeSet<String> commands = new TreeSet<>();
    LedgerConfiguration.commandTypes().forEach(type -> commands.add("of" + type.getSimpleName()));

    // when
    TreeSet<String> tested = new TreeSet<>();
    Stream.of(OrderOfChecksTest.class, OrderOfWorkerChecksTest.class)
        .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
        .filter(method -> method.isAnnotationPresent(Test.class))
        .filter(method -> method.getName().startsWith("of"))
        .forEach(method -> tested.add(method.getName()));

    // then
    assertThat(tested).isEqualTo(commands);
  }

  @Test
  void ofUpdateDisk() {
    rejectsField("name.name", update("_", "x", BAD_TAGS));
    rejectsField("tags", update("x", "x", BAD_TAGS));
    rejects("SkuNotAllowed", update("x", "x", Map.of()));
    rejects("NotFound", update("x", "Premium_LRS", Map.of()));
    ledger.accept(ledger.move(disk("d"), ELSEWHERE, "there"));
    rejects("MoveInProgress", update("d", "Premium_LRS", Map.of()));
  }

  private UpdateDisk update(String disk, String sku, Map<String, String> tags) {
    return new UpdateDisk(ledger.header(), name(disk), sku, tags);
  }

  @Test
  void ofUpdateSnapshot() {
    ledger.makeFull("d", "f");
    rejectsField("name.name", new UpdateSnapshot(ledger.header(), name("_"), BAD_TAGS));
    rejectsField("tags", new UpdateSnapshot(ledger.header(), name("x"), BAD_TAGS));
    rejects("NotFound", new UpdateSnapshot(ledger.header(), name("x"), Map.of()));
    ledger.accept(ledger.move(snapshot("f"), ELSEWHERE, "there"));
    rejects("MoveInProgress", new UpdateSnapshot(ledger.header(), name("f"), Map.of()));
  }

  @Test
  void ofCompleteSnapshot() {
    FamilyId family = new FamilyId(diskId.value());
    SnapshotId done = ledger.makeSnapshot("d", "done");
    SnapshotId failed =
        new SnapshotId(TestLedger.id(ledger.accept(ledger.snap("d", "failed")), "snapshotId"));
    ledger.accept(ledger.fail(family, failed));

    rejectsField("changedBytes", numbers(NO_SNAPSHOT, -1, -1, -1, -1, 0, ""));
    rejectsField("changedBytes", numbers(NO_SNAPSHOT, 1, -1, -1, -1, 0, ""));
    rejectsField("storedBytes", numbers(NO_SNAPSHOT, 0, -1, -1, -1, 0, ""));
    rejectsField("movedBytes", numbers(NO_SNAPSHOT, 0, 0, -1, -1, 0, ""));
    rejectsField("changedBlocks", numbers(NO_SNAPSHOT, 0, 0, 0, -1, 0, ""));
    rejectsField("blockMapParts", numbers(NO_SNAPSHOT, 0, 0, 0, 0, 0, ""));
    rejectsField("rootDigest", numbers(failed, 0, 0, 1, 0, 1, ""));
    rejects("NotFound", numbers(NO_SNAPSHOT, 0, 0, 1, 0, 1, DIGEST));
    rejectsField("movedBytes", numbers(failed, 0, 0, 1, 0, 1, DIGEST));
    rejectsField("movedBytes", numbers(done, 0, 0, 1, 0, 1, DIGEST));
    ledger.acceptSilently(numbers(done, 0, 0, 0, 0, 1, DIGEST));
    rejects("SnapshotNotReady", numbers(failed, 0, 0, 0, 0, 1, DIGEST));
  }

  private CompleteSnapshot numbers(
      SnapshotId id, long changed, long stored, long moved, int blocks, int parts, String digest) {
    FamilyId family = new FamilyId(diskId.value());
    return new CompleteSnapshot(
        ledger.header(), family, id, changed, stored, moved, blocks, parts, digest);
  }

  @Test
  void ofFailSnapshot() {
    FamilyId family = new FamilyId(diskId.value());
    SnapshotId done = ledger.makeSnapshot("d", "done");
    rejectsField("reason", new FailSnapshot(ledger.header(), family, NO_SNAPSHOT, LONG_REASON));
    rejects("NotFound", ledger.fail(family, NO_SNAPSHOT));
    rejectsField("reason", new FailSnapshot(ledger.header(), family, done, LONG_REASON));
    rejects("SnapshotNotReady", ledger.fail(family, done));
  }

  @Test
  void ofReportSnapshotCopyProgress() {
    SnapshotId taken = ledger.makeSnapshot("d", "taken");
    SnapshotId copy =
        new SnapshotId(
            TestLedger.id(ledger.accept(ledger.copy("taken", "c", "westus")), "snapshotId"));
    ledger.accept(ledger.fail(new FamilyId(diskId.value()), copy));

    rejects("NotFound", copied(NO_SNAPSHOT, -1, 0));
    rejectsField("snapshotId", copied(taken, -1, 0));
    rejectsField("totalBytes", copied(copy, -1, 0));
    rejectsField("copiedBytes", copied(copy, -1, 1));
    rejects("SnapshotNotReady", copied(copy, 0, 1));
  }

  private ReportSnapshotCopyProgress copied(SnapshotId id, long copied, long total) {
    FamilyId family = new FamilyId(diskId.value());
    return new ReportSnapshotCopyProgress(ledger.header(), family, id, copied, total);
  }

  @Test
  void ofRevokeSas() {
    GrantId unknown = new GrantId(new UUID(9, 3));
    rejectsField("resource.name.name", new RevokeSas(ledger.header(), disk("_"), unknown));
    assertThat(ledger.reject("NotFound", ledger.revoke(disk("x"), unknown)).details())
        .containsEntry("kind", "disk");
    assertThat(ledger.reject("NotFound", ledger.revoke(disk("d"), unknown)).details())
        .containsEntry("kind", "active grant");
    ledger.accept(ledger.move(disk("d"), ELSEWHERE, "there"));
    rejects("MoveInProgress", ledger.revoke(disk("d"), unknown));
  }

  private DiskId makeDiskThatWaitsToBeFilled() {
    ledger.makeSnapshot("d", "s");
    DiskId filled = new DiskId(TestLedger.id(ledger.accept(ledger.restore("s", "r")), "diskId"));
    ledger.accept(ledger.lease(filled, "one", 60));
    return filled;
  }

  @Test
  void ofAcquireCopyLease() {
    DiskId filled = makeDiskThatWaitsToBeFilled();
    rejectsField("holder", ledger.lease(NO_DISK, "", 0));
    rejectsField("durationSeconds", ledger.lease(NO_DISK, "two", 0));
    rejects("NotFound", ledger.lease(NO_DISK, "two", 1));
    rejects("BackgroundCopyNotRunning", ledger.lease(diskId, "two", 1));
    rejects("LeaseHeld", ledger.lease(filled, "two", 1));
  }

  @Test
  void ofReleaseCopyLease() {
    DiskId filled = makeDiskThatWaitsToBeFilled();
    rejects("NotFound", new ReleaseCopyLease(ledger.header(), NO_DISK, 7));
    rejects("BackgroundCopyNotRunning", new ReleaseCopyLease(ledger.header(), diskId, 7));
    rejects("Fenced", new ReleaseCopyLease(ledger.header(), filled, 7));
    ledger.accept(new ReleaseCopyLease(ledger.header(), filled, 1));
    rejects("Fenced", new ReleaseCopyLease(ledger.header(), filled, 7));
    ledger.acceptSilently(new ReleaseCopyLease(ledger.header(), filled, 1));
  }

  @Test
  void ofReportCopyProgress() {
    DiskId filled = makeDiskThatWaitsToBeFilled();
    rejects("NotFound", new ReportCopyProgress(ledger.header(), NO_DISK, 7, -1));
    rejects("BackgroundCopyNotRunning", new ReportCopyProgress(ledger.header(), diskId, 7, -1));
    rejects("Fenced", new ReportCopyProgress(ledger.header(), filled, 7, -1));
    rejectsField("copiedBytes", new ReportCopyProgress(ledger.header(), filled, 1, -1));
  }

  @Test
  void ofCompleteBackgroundCopy() {
    DiskId filled = makeDiskThatWaitsToBeFilled();
    rejects("NotFound", new CompleteBackgroundCopy(ledger.header(), NO_DISK, 7, -1));
    rejects("BackgroundCopyNotRunning", new CompleteBackgroundCopy(ledger.header(), diskId, 7, -1));
    rejects("Fenced", new CompleteBackgroundCopy(ledger.header(), filled, 7, -1));
    rejectsField("copiedBytes", new CompleteBackgroundCopy(ledger.header(), filled, 1, -1));
    ledger.accept(new CompleteBackgroundCopy(ledger.header(), filled, 1, 0));
    ledger.acceptSilently(new CompleteBackgroundCopy(ledger.header(), filled, 7, -1));
  }

  @Test
  void ofFailBackgroundCopy() {
    DiskId filled = makeDiskThatWaitsToBeFilled();
    rejectsField("reason", failCopy(NO_DISK, 7, LONG_REASON));
    rejects("NotFound", failCopy(NO_DISK, 7, ""));
    rejects("BackgroundCopyNotRunning", failCopy(diskId, 7, ""));
    rejects("Fenced", failCopy(filled, 7, ""));
    ledger.accept(failCopy(filled, 1, ""));
    ledger.acceptSilently(failCopy(filled, 7, ""));
  }

  private FailBackgroundCopy failCopy(DiskId disk, long epoch, String reason) {
    return new FailBackgroundCopy(ledger.header(), disk, epoch, reason);
  }

  @Test
  void ofReceiveResource() {
    // given
    ledger.makeFull("d", "taken");
    SnapshotId moving = ledger.makeFull("d", "f");
    MovedResource gone =
        ledger
            .accept(ResourceMoveStarted.class, ledger.move(snapshot("f"), ELSEWHERE, "there"))
            .resource();
    SnapshotId id = NO_SNAPSHOT;
    List<Instant> future = List.of(START.plusSeconds(36_000));

    // when, then
    rejectsField("sourceSubscriptionId", receive(HOME, of(null, "_", 1, 0, "x", future)));
    rejectsField("resource", receive(ELSEWHERE, of(null, "_", 1, 0, "x", future)));
    rejectsField("resource.name.name", receive(ELSEWHERE, of(id, "_", 1, 0, "x", future)));
    rejectsField("resource.sizeBytes", receive(ELSEWHERE, of(id, "taken", 1, 0, "x", future)));
    rejectsField(
        "resource.nextSequence", receive(ELSEWHERE, of(id, "taken", 1L << 30, 0, "x", future)));
    rejectsField(
        "resource.recentSnapshotTimes",
        receive(ELSEWHERE, of(id, "taken", 1L << 30, 1, "x", future)));
    rejectsField(
        "resource.rootDigest", receive(ELSEWHERE, of(id, "taken", 1L << 30, 1, "x", List.of())));
    rejects("RegionNotFound", receive(ELSEWHERE, of(id, "taken", 1L << 30, 1, DIGEST, List.of())));
    rejects("AlreadyExists", receive(ELSEWHERE, named(id, "taken", gone)));
    assertThat(moving).isEqualTo(gone.snapshotId());
    rejects("MoveInProgress", receive(ELSEWHERE, named(moving, "taken", gone)));
  }

  private ReceiveResource receive(SubscriptionId source, MovedResource resource) {
    return new ReceiveResource(ledger.header(), source, resource);
  }

  /** A full snapshot in an unknown region. */
  private static MovedResource of(
      @Nullable SnapshotId id,
      String name,
      long bytes,
      int next,
      String digest,
      List<Instant> times) {
    return new MovedResource(
        ResourceType.SNAPSHOT,
        null,
        id,
        name(name),
        "mars",
        "x",
        bytes,
        Map.of(),
        DiskOrigin.EMPTY,
        START,
        false,
        next,
        times,
        0,
        digest);
  }

  private static MovedResource named(SnapshotId id, String name, MovedResource like) {
    return new MovedResource(
        like.type(),
        null,
        id,
        name(name),
        like.region(),
        like.sku(),
        like.sizeBytes(),
        like.tags(),
        like.origin(),
        like.createdAt(),
        like.resized(),
        like.nextSequence(),
        like.recentSnapshotTimes(),
        like.storedBytes(),
        like.rootDigest());
  }

  @Test
  void ofCompleteMove() {
    rejectsField("diskId", new CompleteMove(ledger.header(), null, null));
    rejectsField("diskId", new CompleteMove(ledger.header(), diskId, NO_SNAPSHOT));
    ledger.acceptSilently(new CompleteMove(ledger.header(), NO_DISK, null));
    rejects("MoveNotStarted", new CompleteMove(ledger.header(), diskId, null));
  }

  @Test
  void ofFailMove() {
    String longCode = "x".repeat(101);
    rejectsField("diskId", new FailMove(ledger.header(), null, null, longCode, LONG_REASON));
    rejectsField("code", new FailMove(ledger.header(), NO_DISK, null, longCode, LONG_REASON));
    rejectsField("reason", new FailMove(ledger.header(), NO_DISK, null, "c", LONG_REASON));
    rejects("NotFound", new FailMove(ledger.header(), NO_DISK, null, "c", "r"));
    ledger.acceptSilently(new FailMove(ledger.header(), diskId, null, "c", "r"));
  }

  @Test
  void ofAdoptPolicy() {
    rejectsField("policy.name", adopt("X", 0, 0, 0, List.of()));
    rejectsField("policy.version", adopt("azure-current", 0, 0, 0, List.of()));
    rejectsField("policy.snapshotRateMax", adopt("azure-current", 1, 0, 0, List.of()));
    rejectsField("policy.snapshotRateWindowSeconds", adopt("azure-current", 1, 1, 0, List.of()));
    rejectsField("policy.regions.size", adopt("azure-current", 1, 1, 1, List.of()));
    rejectsField(
        "policy.regions.name", adopt("azure-current", 1, 1, 1, List.of(new Region("X", true))));
    rejectsField("policy.version", adopt("azure-current", 1, 1, 1, List.of(new Region("x", true))));
    ledger.accept(adopt("azure-current", 2, 1, 1, List.of(new Region("x", true))));
  }

  private AdoptPolicy adopt(
      String name, int version, int rate, long windowSeconds, List<Region> regions) {
    return new AdoptPolicy(
        ledger.header(),
        new Policy(
            name, version, rate, windowSeconds, 1, 1, IncrementalAfterResize.NEVER, null, regions));
  }
}

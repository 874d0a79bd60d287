package dev.snapledger.commands.axon;

import static dev.snapledger.commands.decision.TestLedger.ELSEWHERE;
import static dev.snapledger.commands.decision.TestLedger.HOME;
import static dev.snapledger.commands.decision.TestLedger.START;
import static dev.snapledger.commands.decision.TestLedger.disk;
import static dev.snapledger.commands.decision.TestLedger.name;
import static dev.snapledger.commands.decision.TestLedger.snapshot;
import static org.assertj.core.api.Assertions.assertThat;

import dev.snapledger.commands.command.AdoptPolicy;
import dev.snapledger.commands.command.Command;
import dev.snapledger.commands.command.CompleteBackgroundCopy;
import dev.snapledger.commands.command.CreateIncrementalSnapshot;
import dev.snapledger.commands.decision.BuiltInPolicies;
import dev.snapledger.commands.decision.Decision.Accepted;
import dev.snapledger.commands.decision.Decision.Rejected;
import dev.snapledger.commands.decision.Limits;
import dev.snapledger.commands.decision.TestLedger;
import dev.snapledger.commands.event.DiskCreated;
import dev.snapledger.commands.event.Event;
import dev.snapledger.commands.event.FullSnapshotStarted;
import dev.snapledger.commands.event.IncrementalSnapshotStarted;
import dev.snapledger.commands.event.ResourceMoveStarted;
import dev.snapledger.commands.event.SasGranted;
import dev.snapledger.commands.event.SnapshotDeleted;
import dev.snapledger.commands.id.DiskId;
import dev.snapledger.commands.type.DiskRef;
import dev.snapledger.commands.type.ResourceName;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.axonframework.eventsourcing.configuration.EventSourcingConfigurer;
import org.axonframework.test.fixture.AxonTestFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The seven restrictions through Axon: events, then a command, then events or a rejection. */
class RestrictionsFixtureTest {
  private final AxonTestFixture fixture =
      AxonTestFixture.with(LedgerConfiguration.configure(EventSourcingConfigurer.create()));

  /** Makes the history; its commands do not go through Axon. */
  private final TestLedger past = new TestLedger();

  @BeforeEach
  void makeDisk() {
    past.makeDisk("d");
  }

  @AfterEach
  void stop() {
    fixture.stop();
  }

  @Test
  void rejectsIncrementalSnapshotOfResizedDisk() {
    past.accept(past.resize("d", 9));

    rejects("DiskWasResized", past.snap("d", "s"));
  }

  @Test
  void acceptsIncrementalSnapshotOfResizedDiskUnderTheCurrentPolicy() {
    past.accept(past.resize("d", 9));
    past.accept(new AdoptPolicy(past.header(), BuiltInPolicies.AZURE_CURRENT));

    accepts(IncrementalSnapshotStarted.class, past.snap("d", "s"));
  }

  @Test
  void acceptsFullSnapshotOfResizedDisk() {
    past.accept(past.resize("d", 9));

    accepts(FullSnapshotStarted.class, past.full(disk("d"), "f"));
  }

  @Test
  void rejectsMoveOfIncrementalSnapshot() {
    past.makeSnapshot("d", "s");

    rejects("IncrementalSnapshotCannotMove", past.move(snapshot("s"), ELSEWHERE, "group"));
  }

  @Test
  void acceptsMoveOfFullSnapshot() {
    past.makeFull("d", "f");

    accepts(ResourceMoveStarted.class, past.move(snapshot("f"), ELSEWHERE, "group"));
  }

  @Test
  void acceptsMoveOfDiskOnceItsIncrementalSnapshotsAreDeleted() {
    past.makeSnapshot("d", "s");
    past.accept(past.delete("s"));

    accepts(ResourceMoveStarted.class, past.move(disk("d"), ELSEWHERE, "group"));
  }

  @Test
  void rejectsMoveOfDiskWithIncrementalSnapshot() {
    past.makeSnapshot("d", "s");

    rejects("IncrementalSnapshotCannotMove", past.move(disk("d"), ELSEWHERE, "group"));
  }

  @Test
  void acceptsFifthSharedSnapshot() {
    share(4);

    accepts(SasGranted.class, past.read("s5", 60));
  }

  @Test
  void rejectsSixthSharedSnapshot() {
    share(5);

    rejects("SasLimitExceeded", past.read("s6", 60));
  }

  @Test
  void acceptsFurtherSasOfASharedSnapshot() {
    share(5);

    accepts(SasGranted.class, past.read("s5", 60));
  }

  @Test
  void acceptsSixthSharedSnapshotAtTheExpiryOfAnother() {
    share(5);
    past.at(START.plusSeconds(3601));

    accepts(SasGranted.class, past.read("s6", 60));
  }

  @Test
  void rejectsSixthSharedSnapshotAMillisecondBeforeTheExpiryOfAnother() {
    share(5);
    past.at(START.plusSeconds(3601).minusMillis(1));

    rejects("SasLimitExceeded", past.read("s6", 60));
  }

  @Test
  void acceptsSixthSharedSnapshotAfterARevocation() {
    share(5);
    past.accept(past.revoke(snapshot("s2"), null));

    accepts(SasGranted.class, past.read("s6", 60));
  }

  @Test
  void rejectsDeletionOfSnapshotThatADiskIsFilledFrom() {
    past.makeSnapshot("d", "s");
    past.accept(past.restore("s", "r"));

    rejects("BackgroundCopyInProgress", past.delete("s"));
  }

  @Test
  void acceptsDeletionOfSnapshotOnceTheDiskIsFilled() {
    past.makeSnapshot("d", "s");
    DiskId restored = new DiskId(TestLedger.id(past.accept(past.restore("s", "r")), "diskId"));
    past.accept(past.lease(restored, "worker", 60));
    past.accept(new CompleteBackgroundCopy(past.header(), restored, 1, 8 * Limits.GIB));

    accepts(SnapshotDeleted.class, past.delete("s"));
  }

  @Test
  void rejectsIncrementalSnapshotOutsideTheSubscriptionOfTheDisk() {
    rejects(
        "OutsideDiskSubscription",
        new CreateIncrementalSnapshot(
            past.header(ELSEWHERE), name("s"), new DiskRef(HOME, name("d")), null, Map.of()));
  }

  @Test
  void acceptsIncrementalSnapshotInAnotherGroupThanTheDisk() {
    accepts(
        IncrementalSnapshotStarted.class,
        new CreateIncrementalSnapshot(
            past.header(),
            new ResourceName("other", "s"),
            new DiskRef(HOME, name("d")),
            null,
            Map.of()));
  }

  @Test
  void acceptsSeventhSnapshotInFiveMinutes() {
    snapshots(6, Duration.ofSeconds(1));

    accepts(IncrementalSnapshotStarted.class, past.snap("d", "s7"));
  }

  @Test
  void rejectsEighthSnapshotAMillisecondBeforeFiveMinutes() {
    snapshots(7, Duration.ofSeconds(1));
    past.at(START.plusSeconds(300).minusMillis(1));

    rejects("SnapshotRateExceeded", past.snap("d", "s8"));
  }

  @Test
  void acceptsEighthSnapshotAtFiveMinutes() {
    snapshots(7, Duration.ofSeconds(1));
    past.at(START.plusSeconds(300));

    accepts(IncrementalSnapshotStarted.class, past.snap("d", "s8"));
  }

  @Test
  void acceptsSnapshotNumberTwoHundred() {
    snapshots(199, Duration.ofMinutes(1));

    accepts(IncrementalSnapshotStarted.class, past.snap("d", "s200"));
  }

  @Test
  void rejectsSnapshotNumberTwoHundredAndOne() {
    snapshots(200, Duration.ofMinutes(1));

    rejects("SnapshotCountExceeded", past.snap("d", "s201"));
  }

  @Test
  void acceptsSnapshotNumberFiveHundredUnderTheCurrentPolicy() {
    past.accept(new AdoptPolicy(past.header(), BuiltInPolicies.AZURE_CURRENT));
    snapshots(499, Duration.ofMinutes(1));

    accepts(IncrementalSnapshotStarted.class, past.snap("d", "s500"));
  }

  @Test
  void rejectsSnapshotNumberFiveHundredAndOneUnderTheCurrentPolicy() {
    past.accept(new AdoptPolicy(past.header(), BuiltInPolicies.AZURE_CURRENT));
    snapshots(500, Duration.ofMinutes(1));

    rejects("SnapshotCountExceeded", past.snap("d", "s501"));
  }

  @Test
  void decidesByTheEventsOfEarlierCommands() {
    Command first = past.createDisk("new");
    Command second = past.createDisk("NEW");
    Map<String, String> context = LogMetadata.of(past.context());

    fixture
        .given()
        .command(first, context)
        .when()
        .command(second, context)
        .then()
        .noEvents()
        .resultMessagePayloadSatisfies(result -> assertRejected("AlreadyExists", result));
  }

  @Test
  void forgetsWhatWasDeleted() {
    past.accept(past.deleteDisk("d"));

    accepts(DiskCreated.class, past.createDisk("D"));
  }

  @Test
  void refusesCommandWithoutTimeAndOffset() {
    fixture
        .given()
        .noPriorActivity()
        .when()
        .command(past.createDisk("e"))
        .then()
        .noEvents()
        .exceptionSatisfies(
            e -> assertThat(e).hasStackTraceContaining("expected metadata ledger."));
  }

  private void accepts(Class<? extends Event> type, Command command) {
    Map<String, String> context = LogMetadata.of(past.context());
    Instant now = past.now();
    fixture
        .given()
        .events(past.log())
        .when()
        .command(command, context)
        .then()
        .success()
        .eventsSatisfy(
            events ->
                assertThat(events)
                    .singleElement()
                    .satisfies(
                        e -> {
                          assertThat(e.payload()).isInstanceOf(type);
                          assertThat(((Event) e.payload()).header().time()).isEqualTo(now);
                        }))
        .resultMessagePayloadSatisfies(result -> assertThat(result).isInstanceOf(Accepted.class));
  }

  private void rejects(String code, Command command) {
    fixture
        .given()
        .events(past.log())
        .when()
        .command(command, LogMetadata.of(past.context()))
        .then()
        .noEvents()
        .resultMessagePayloadSatisfies(result -> assertRejected(code, result));
  }

  private static void assertRejected(String code, Object result) {
    assertThat(result).isInstanceOf(Rejected.class);
    assertThat(((Rejected) result).rejection().code()).isEqualTo(code);
  }

  private void share(int count) {
    for (int i = 1; i <= 6; i++) {
      past.makeSnapshot("d", "s" + i);
    }
    for (int i = 1; i <= count; i++) {
      past.accept(past.read("s" + i, 3600 + i));
    }
  }

  private void snapshots(int count, Duration apart) {
    for (int i = 1; i <= count; i++) {
      past.makeSnapshot("d", "s" + i);
      past.pass(apart);
    }
  }
}

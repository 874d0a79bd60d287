package dev.snapledger.projections.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.snapledger.blockstore.api.BlockEntry;
import dev.snapledger.blockstore.geometry.PageRange;
import dev.snapledger.commands.blockmap.BlockMapPart;
import dev.snapledger.commands.event.DiskCreated;
import dev.snapledger.commands.event.IncrementalSnapshotCompleted;
import dev.snapledger.commands.event.IncrementalSnapshotStarted;
import dev.snapledger.commands.event.PolicyAdopted;
import dev.snapledger.commands.event.SasGranted;
import dev.snapledger.commands.event.SasRevoked;
import dev.snapledger.commands.event.SnapshotDeleted;
import dev.snapledger.commands.id.DiskId;
import dev.snapledger.commands.id.FamilyId;
import dev.snapledger.commands.id.GrantId;
import dev.snapledger.commands.id.SnapshotId;
import dev.snapledger.commands.id.SubscriptionId;
import dev.snapledger.commands.type.DiskOrigin;
import dev.snapledger.commands.type.IncrementalAfterResize;
import dev.snapledger.commands.type.Policy;
import dev.snapledger.commands.type.ResourceName;
import dev.snapledger.commands.type.SasAccess;
import dev.snapledger.projections.LedgerViews;
import dev.snapledger.projections.answer.Answer;
import dev.snapledger.projections.answer.MinOffset;
import dev.snapledger.projections.answer.QueryError;
import dev.snapledger.projections.answer.QueryRefusedException;
import dev.snapledger.projections.chain.SnapshotChain;
import dev.snapledger.projections.disk.DiskRow;
import dev.snapledger.projections.engine.LogPosition;
import dev.snapledger.projections.engine.MemoryViewStore;
import dev.snapledger.projections.resource.PageRequest;
import dev.snapledger.projections.world.SimBlockMap;
import dev.snapledger.projections.world.WorldLog;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.axonframework.common.configuration.AxonConfiguration;
import org.axonframework.messaging.core.configuration.MessagingConfigurer;
import org.axonframework.messaging.queryhandling.gateway.QueryGateway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class LedgerQueriesTest {
  private static final SubscriptionId SUBSCRIPTION = WorldLog.subscription(0);
  private static final DiskId DISK = new DiskId(new UUID(1, 1));
  private static final FamilyId FAMILY = new FamilyId(DISK.value());
  private static final ResourceName NAME = new ResourceName("Group", "Disk");
  private static final GrantId GRANT = new GrantId(new UUID(9, 9));
  private static final long GIB = 1L << 30;

  private final WorldLog log = new WorldLog();
  private final LedgerViews views = LedgerViews.over(new MemoryViewStore());
  private AxonConfiguration configuration = MessagingConfigurer.create().build();
  private LedgerQueryGateway gateway = gateway(Duration.ofMillis(20));

  @BeforeEach
  void start() {
    gateway = gateway(Duration.ofMillis(20));
  }

  private LedgerQueryGateway gateway(Duration waitMax) {
    configuration = LedgerQueries.register(MessagingConfigurer.create(), views, waitMax).start();
    return new LedgerQueryGateway(configuration.getComponent(QueryGateway.class));
  }

  @AfterEach
  void stop() {
    configuration.shutdown();
  }

  private LogPosition createDisk() {
    return log.write(
        SUBSCRIPTION,
        header ->
            new DiskCreated(
                header,
                DISK,
                NAME,
                "eastus",
                "Premium_LRS",
                GIB,
                DiskOrigin.EMPTY,
                null,
                Map.of()));
  }

  private static SnapshotId snapshot(int number) {
    return new SnapshotId(new UUID(2, number));
  }

  private void takeSnapshot(int number, String region, long sizeBytes) {
    log.write(
        SUBSCRIPTION,
        header ->
            new IncrementalSnapshotStarted(
                header,
                snapshot(number),
                FAMILY,
                number,
                new ResourceName("Group", "snapshot-" + number),
                region,
                "Standard_LRS",
                sizeBytes,
                null,
                Map.of()));
  }

  private void complete(int number) {
    log.write(
        SUBSCRIPTION,
        header ->
            new IncrementalSnapshotCompleted(
                header, snapshot(number), FAMILY, 4_096, 100, 1, 1, "00"));
  }

  private BlockMapPart map(int number) {
    return new BlockMapPart(
        SUBSCRIPTION,
        FAMILY,
        snapshot(number),
        "eastus",
        number == 1 ? null : snapshot(number - 1),
        GIB,
        0,
        1,
        SimBlockMap.bytes(List.of(new BlockEntry(number, 1, number % 2, 5))));
  }

  private <R> QueryError refusal(LedgerQuery<R> query) {
    Answer<R> answer = gateway.ask(query);
    assertThat(answer).isInstanceOf(Answer.Refused.class);
    assertThatThrownBy(answer::orThrow).isInstanceOf(QueryRefusedException.class);
    return ((Answer.Refused<R>) answer).error();
  }

  @Test
  void findsByNameWithoutRegardToCaseAndByIdentity() {
    // given
    createDisk();
    log.feed(views);

    // then
    DiskRow row = gateway.ask(new LedgerQuery.FindDiskById(DISK, null)).orThrow();
    assertThat(row.name()).isEqualTo(NAME);
    ResourceName other = new ResourceName("gROUP", "dISK");
    assertThat(gateway.ask(new LedgerQuery.FindDisk(SUBSCRIPTION, other, null)).orThrow())
        .isEqualTo(row);
    assertThat(refusal(new LedgerQuery.FindDisk(WorldLog.subscription(2), NAME, null)).code())
        .isEqualTo("NotFound");
    assertThat(refusal(new LedgerQuery.FindSnapshot(SUBSCRIPTION, NAME, null)).detail())
        .contains("expected a snapshot named Disk in resource group Group");
    assertThat(refusal(new LedgerQuery.FindSnapshotById(snapshot(1), null)).code())
        .isEqualTo("NotFound");
    assertThat(gateway.ask(new LedgerQuery.FindUsage(SUBSCRIPTION, null)).orThrow()).hasSize(1);
    assertThat(gateway.ask(new LedgerQuery.ListCopies(SUBSCRIPTION, null)).orThrow()).isEmpty();
  }

  @Test
  void waitsForTheWriterOfTheQuestion() {
    // given
    gateway = gateway(Duration.ofSeconds(30));
    LogPosition written = createDisk();
    MinOffset min = new MinOffset(written.partition(), written.logOffset());

    // when
    Thread feeder = Thread.startVirtualThread(() -> log.feed(views));

    // then
    assertThat(gateway.ask(new LedgerQuery.FindDisk(SUBSCRIPTION, NAME, min)).orThrow().diskId())
        .isEqualTo(DISK);
    assertThat(feeder).isNotNull();
  }

  @Test
  void refusesWhenTheViewsAreNotThereInTime() {
    QueryError error = refusal(new LedgerQuery.FindDisk(SUBSCRIPTION, NAME, new MinOffset(0, 41)));
    assertThat(error.code()).isEqualTo("NotCaughtUp");
    assertThat(error.detail())
        .isEqualTo(
            "expected event 41 of partition 0 to be applied within 20 ms, but the next one is 0");
  }

  @Test
  void refusesOffsetsThatCannotBe() {
    for (MinOffset min : List.of(new MinOffset(-1, 0), new MinOffset(0, -1))) {
      assertThat(refusal(new LedgerQuery.FindDisk(SUBSCRIPTION, NAME, min)).code())
          .isEqualTo("InvalidQuery");
    }
    assertThat(refusal(new LedgerQuery.FindDisk(SUBSCRIPTION, NAME, new MinOffset(999, 0))).code())
        .isEqualTo("NotCaughtUp");
  }

  @Test
  void refusesPagesAndCursorsThatCannotBe() {
    for (PageRequest page :
        List.of(
            new PageRequest(0, null),
            new PageRequest(PageRequest.PAGE_ITEMS_MAX + 1, null),
            new PageRequest(1, "xyz"),
            new PageRequest(1, "0"))) {
      assertThat(refusal(new LedgerQuery.ListDisks(SUBSCRIPTION, null, page, null)).code())
          .isEqualTo("InvalidQuery");
      assertThat(refusal(new LedgerQuery.ListSnapshots(SUBSCRIPTION, null, page, null)).code())
          .isEqualTo("InvalidQuery");
    }
    PageRequest largest = new PageRequest(PageRequest.PAGE_ITEMS_MAX, null);
    assertThat(
            gateway
                .ask(new LedgerQuery.ListDisks(SUBSCRIPTION, "g", largest, null))
                .orThrow()
                .items())
        .isEmpty();
  }

  @Test
  void tellsWhyAGrantDoesNotHold() {
    // given
    createDisk();
    log.write(
        SUBSCRIPTION,
        header ->
            new SasGranted(
                header, GRANT, DISK, null, null, SasAccess.WRITE, header.time().plusSeconds(10)));
    log.feed(views);
    Instant granted = log.now();

    // then
    assertThat(
            gateway
                .ask(new LedgerQuery.FindActiveGrant(GRANT, granted.plusMillis(9_999), null))
                .orThrow()
                .access())
        .isEqualTo(SasAccess.WRITE);
    assertThat(
            refusal(new LedgerQuery.FindActiveGrant(GRANT, granted.plusSeconds(10), null)).code())
        .isEqualTo("GrantExpired");
    assertThat(
            refusal(new LedgerQuery.FindActiveGrant(new GrantId(new UUID(0, 0)), granted, null))
                .code())
        .isEqualTo("NotFound");

    // when
    log.write(SUBSCRIPTION, header -> new SasRevoked(header, GRANT, DISK, null, null));
    log.feed(views);

    // then
    assertThat(refusal(new LedgerQuery.FindActiveGrant(GRANT, granted, null)).code())
        .isEqualTo("GrantRevoked");
    assertThat(gateway.ask(new LedgerQuery.ListGrants(DISK.value(), null)).orThrow()).hasSize(1);
  }

  @Test
  void showsTheWholeHistoryOfAChain() {
    // given
    createDisk();
    takeSnapshot(1, "eastus", GIB);
    complete(1);
    takeSnapshot(2, "eastus", GIB);
    log.write(
        SUBSCRIPTION,
        header ->
            new SnapshotDeleted(
                header, FAMILY, snapshot(1), new ResourceName("Group", "snapshot-1"), "eastus"));
    log.feed(views);

    // when
    SnapshotChain chain = gateway.ask(new LedgerQuery.FindChain(FAMILY, log.now(), null)).orThrow();

    // then
    assertThat(chain.disk()).isNotNull();
    assertThat(chain.entries())
        .extracting(each -> each.snapshot().state().name())
        .containsExactly("DELETED", "CREATING");
    assertThat(
            refusal(new LedgerQuery.FindChain(new FamilyId(new UUID(8, 8)), log.now(), null))
                .code())
        .isEqualTo("NotFound");
  }

  @Test
  void waitsForABlockMapThatIsStillOnItsWay() {
    // given
    gateway = gateway(Duration.ofSeconds(30));
    createDisk();
    takeSnapshot(1, "eastus", GIB);
    complete(1);
    log.feed(views);
    log.publish(map(1));

    // when
    Thread feeder = Thread.startVirtualThread(() -> log.feed(views));

    // then
    assertThat(
            gateway
                .ask(new LedgerQuery.GetPageRanges(snapshot(1), null, null))
                .orThrow()
                .ranges()
                .toList())
        .containsExactly(new PageRange(65_536, 65_536 + 4_096));
    assertThat(feeder).isNotNull();
  }

  @Test
  void refusesRangesThatCannotBe() {
    // given
    createDisk();
    takeSnapshot(1, "eastus", GIB);
    takeSnapshot(2, "westus", GIB);
    takeSnapshot(3, "eastus", 2 * GIB);
    complete(1);
    complete(3);
    log.feed(views);

    // then
    assertThat(refusal(new LedgerQuery.GetPageRanges(snapshot(2), null, null)).detail())
        .contains("expected a completed snapshot")
        .contains("CREATING");
    assertThat(refusal(new LedgerQuery.GetPageRanges(snapshot(1), null, null)).code())
        .isEqualTo("BlockMapNotReady");
    assertThat(
            refusal(new LedgerQuery.GetPageRanges(snapshot(1), new PageRange(0, GIB + 512), null))
                .code())
        .isEqualTo("InvalidQuery");
    assertThat(refusal(new LedgerQuery.GetPageRanges(snapshot(9), null, null)).code())
        .isEqualTo("NotFound");
    assertThat(refusal(new LedgerQuery.GetDiff(snapshot(1), snapshot(9), null, null)).code())
        .isEqualTo("NotFound");
    assertThat(refusal(new LedgerQuery.GetDiff(snapshot(1), snapshot(2), null, null)).code())
        .isEqualTo("NotOneRegion");
    assertThat(refusal(new LedgerQuery.GetDiff(snapshot(1), snapshot(3), null, null)).code())
        .isEqualTo("BlockMapNotReady");
  }

  @Test
  void refusesADiffAcrossTheSizeThePolicyNames() {
    // given
    createDisk();
    takeSnapshot(1, "eastus", GIB);
    takeSnapshot(2, "eastus", 2 * GIB);
    takeSnapshot(3, "eastus", 3 * GIB);
    complete(1);
    complete(2);
    complete(3);
    List.of(1, 2, 3).forEach(number -> log.publish(map(number)));
    assertThat(refusal(new LedgerQuery.FindPolicy(SUBSCRIPTION, null)).code())
        .isEqualTo("NotFound");
    Policy policy =
        new Policy("p", 1, 7, 300, 200, 5, IncrementalAfterResize.ALLOWED, 2 * GIB, List.of());
    log.write(SUBSCRIPTION, header -> new PolicyAdopted(header, policy));
    log.feed(views);

    // then
    assertThat(gateway.ask(new LedgerQuery.FindPolicy(SUBSCRIPTION, null)).orThrow())
        .isEqualTo(policy);
    assertThat(refusal(new LedgerQuery.GetDiff(snapshot(1), snapshot(3), null, null)).detail())
        .isEqualTo(
            "expected both sizes on one side of 2147483648 bytes, but found 1073741824 and"
                + " 3221225472");
    assertThat(
            gateway
                .ask(new LedgerQuery.GetDiff(snapshot(1), snapshot(2), null, null))
                .orThrow()
                .ranges()
                .toList())
        .hasSize(1);
  }
}

package dev.snapledger.projections;

import static org.assertj.core.api.Assertions.assertThat;

import dev.snapledger.commands.id.FamilyId;
import dev.snapledger.commands.id.SubscriptionId;
import dev.snapledger.projections.chain.SnapshotKind;
import dev.snapledger.projections.chain.SnapshotRow;
import dev.snapledger.projections.chain.SnapshotState;
import dev.snapledger.projections.chain.Snapshots;
import dev.snapledger.projections.copy.Copies;
import dev.snapledger.projections.copy.CopyRow;
import dev.snapledger.projections.disk.BackgroundCopyState;
import dev.snapledger.projections.disk.DiskRow;
import dev.snapledger.projections.disk.DiskState;
import dev.snapledger.projections.disk.Disks;
import dev.snapledger.projections.engine.ViewReader;
import dev.snapledger.projections.grant.Grants;
import dev.snapledger.projections.policy.Policies;
import dev.snapledger.projections.resource.Page;
import dev.snapledger.projections.resource.PageRequest;
import dev.snapledger.projections.usage.Usage;
import dev.snapledger.projections.usage.UsageRow;
import dev.snapledger.projections.work.WorkItem;
import dev.snapledger.projections.work.WorkItem.CreateVolume;
import dev.snapledger.projections.work.WorkItem.DeleteImage;
import dev.snapledger.projections.work.WorkItem.DeleteVolume;
import dev.snapledger.projections.work.WorkItem.FillVolume;
import dev.snapledger.projections.work.WorkItem.MoveOut;
import dev.snapledger.projections.work.WorkItem.ResizeVolume;
import dev.snapledger.projections.world.LedgerWorld;
import dev.snapledger.projections.world.SimDisk;
import dev.snapledger.projections.world.SimSnapshot;
import dev.snapledger.projections.world.WorldLog;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Holds the views against a world, which knows what they must show. */
final class ModelCheck {
  private ModelCheck() {}

  static void check(LedgerWorld world, LedgerViews views) {
    ViewReader reader = views.store();
    world.disks.forEach(disk -> checkDisk(disk, reader));
    world.snapshots.forEach(snapshot -> checkSnapshot(world, snapshot, reader));
    checkChains(world, reader);
    world.grants.forEach((id, row) -> assertThat(Grants.find(reader, id)).isEqualTo(row));
    for (int number = 0; number < 3; number++) {
      SubscriptionId subscription = WorldLog.subscription(number);
      checkListing(world, subscription, reader);
      checkUsage(world, subscription, reader);
      checkCopies(world, subscription, reader);
      assertThat(Policies.find(reader, subscription)).isEqualTo(world.policies.get(subscription));
    }
    checkWork(world, views);
  }

  private static void checkDisk(SimDisk disk, ViewReader reader) {
    DiskRow row = Objects.requireNonNull(Disks.find(reader, disk.id));
    assertThat(row.subscriptionId()).isEqualTo(disk.subscription);
    assertThat(row.name()).isEqualTo(disk.name);
    assertThat(row.region()).isEqualTo(disk.region);
    assertThat(row.sku()).isEqualTo(disk.sku);
    assertThat(row.tags()).isEqualTo(disk.tags);
    assertThat(row.sizeBytes()).isEqualTo(disk.sizeBytes);
    assertThat(row.everResized()).isEqualTo(disk.resized);
    assertThat(row.state())
        .isEqualTo(
            disk.deleted
                ? DiskState.DELETED
                : disk.movingTo != null ? DiskState.MOVING : DiskState.ACTIVE);
    assertThat(row.backgroundCopy() == null).isEqualTo(disk.copySource == null);
    if (row.backgroundCopy() != null) {
      assertThat(row.backgroundCopy().state() == BackgroundCopyState.RUNNING)
          .isEqualTo(disk.copyRunning);
      assertThat(row.backgroundCopy().copiedBytes()).isEqualTo(disk.copiedBytes);
    }
    assertThat(Disks.find(reader, disk.subscription, disk.name))
        .isEqualTo(disk.deleted ? null : row);
  }

  private static void checkSnapshot(LedgerWorld world, SimSnapshot snapshot, ViewReader reader) {
    SnapshotRow row = Objects.requireNonNull(Snapshots.find(reader, snapshot.id));
    assertThat(row.subscriptionId()).isEqualTo(snapshot.subscription);
    assertThat(row.kind()).isEqualTo(snapshot.kind);
    assertThat(row.name()).isEqualTo(snapshot.name);
    assertThat(row.state()).isEqualTo(snapshot.state);
    assertThat(row.tags()).isEqualTo(snapshot.tags);
    assertThat(row.sizeBytes()).isEqualTo(snapshot.sizeBytes);
    assertThat(row.sequence()).isEqualTo(snapshot.sequence);
    assertThat(row.storedBytes()).isEqualTo(snapshot.storedBytes);
    assertThat(row.deletedAt() != null).isEqualTo(snapshot.state == SnapshotState.DELETED);
    assertThat(Snapshots.find(reader, snapshot.subscription, snapshot.name))
        .isEqualTo(snapshot.state == SnapshotState.DELETED ? null : row);
    assertThat(Grants.countActive(reader, snapshot.id.value(), world.log.now()))
        .isEqualTo(
            (int)
                world.grants.values().stream()
                    .filter(g -> g.resourceId().equals(snapshot.id.value()))
                    .filter(g -> g.activeAt(world.log.now()))
                    .count());
    long copies =
        world.disks.stream().filter(d -> d.copyRunning && d.copySource == snapshot).count()
            + world.snapshots.stream()
                .filter(s -> s.sourceSnapshot == snapshot && s.state == SnapshotState.CREATING)
                .count();
    assertThat(Copies.countFrom(reader, snapshot.id.value())).isEqualTo((int) copies);
  }

  private static void checkChains(LedgerWorld world, ViewReader reader) {
    for (SimDisk disk : world.disks) {
      assertThat(Snapshots.ofFamily(reader, new FamilyId(disk.id.value())))
          .extracting(row -> row.snapshotId())
          .containsExactlyElementsOf(
              world.snapshots.stream()
                  .filter(s -> s.family == disk)
                  .sorted(Comparator.comparingInt(s -> s.sequence))
                  .map(s -> s.id)
                  .toList());
    }
  }

  /** Where a resource is listed: while it moves, still where it was. */
  private static void checkListing(
      LedgerWorld world, SubscriptionId subscription, ViewReader reader) {
    for (@Nullable String group : Arrays.asList(null, "ALPHA", "beta", "gamma")) {
      List<String> expected =
          world.disks.stream()
              .filter(d -> !d.deleted && d.subscription.equals(subscription))
              .filter(d -> group == null || d.name.resourceGroup().equalsIgnoreCase(group))
              .sorted(
                  Comparator.comparing(
                          (SimDisk d) -> d.name.resourceGroup().toLowerCase(Locale.ROOT))
                      .thenComparing(d -> d.name.name().toLowerCase(Locale.ROOT)))
              .map(d -> d.name.name())
              .toList();
      List<String> listed = new ArrayList<>();
      Page<DiskRow> page = Disks.list(reader, subscription, group, new PageRequest(2, null));
      page.items().forEach(row -> listed.add(row.name().name()));
      while (page.nextCursor() != null) {
        page = Disks.list(reader, subscription, group, new PageRequest(2, page.nextCursor()));
        assertThat(page.items()).isNotEmpty().hasSizeLessThanOrEqualTo(2);
        page.items().forEach(row -> listed.add(row.name().name()));
      }
      assertThat(listed).isEqualTo(expected);
    }
    assertThat(Snapshots.list(reader, subscription, null, PageRequest.FIRST).items())
        .hasSize(
            (int)
                world.snapshots.stream()
                    .filter(s -> s.state != SnapshotState.DELETED)
                    .filter(s -> s.subscription.equals(subscription))
                    .count());
  }

  private static void checkUsage(
      LedgerWorld world, SubscriptionId subscription, ViewReader reader) {
    Map<String, List<Long>> expected = new TreeMap<>();
    for (SimDisk d : world.disks) {
      if (!d.deleted && d.subscription.equals(subscription)) {
        add(expected, d.name.resourceGroup(), d.region, List.of(1L, 0L, d.sizeBytes, 0L, 0L));
      }
    }
    for (SimSnapshot s : world.snapshots) {
      if (s.state != SnapshotState.DELETED && s.subscription.equals(subscription)) {
        add(
            expected,
            s.name.resourceGroup(),
            s.region,
            List.of(0L, 1L, 0L, s.sizeBytes, s.storedBytes));
      }
    }
    Map<String, List<Long>> found =
        Usage.of(reader, subscription).stream()
            .collect(
                Collectors.toMap(
                    row -> row.resourceGroup() + "/" + row.region(), ModelCheck::numbers));
    assertThat(found).isEqualTo(expected);
  }

  private static List<Long> numbers(UsageRow row) {
    return List.of(
        row.disks(), row.snapshots(), row.diskBytes(), row.snapshotBytes(), row.storedBytes());
  }

  private static void add(
      Map<String, List<Long>> sums, String group, String region, List<Long> numbers) {
    sums.merge(
        group.toLowerCase(Locale.ROOT) + "/" + region,
        numbers,
        (a, b) -> {
          List<Long> sum = new ArrayList<>();
          for (int i = 0; i < a.size(); i++) {
            sum.add(a.get(i) + b.get(i));
          }
          return sum;
        });
  }

  private static void checkCopies(
      LedgerWorld world, SubscriptionId subscription, ViewReader reader) {
    Set<UUID> expected =
        Stream.concat(
                world.disks.stream()
                    .filter(d -> d.copyRunning && d.subscription.equals(subscription))
                    .map(d -> d.id.value()),
                world.snapshots.stream()
                    .filter(s -> s.state == SnapshotState.CREATING)
                    .filter(s -> s.kind != SnapshotKind.INCREMENTAL)
                    .filter(s -> s.subscription.equals(subscription))
                    .map(s -> s.id.value()))
            .collect(Collectors.toSet());
    List<CopyRow> found = Copies.ofSubscription(reader, subscription);
    assertThat(found).extracting(CopyRow::targetId).containsExactlyInAnyOrderElementsOf(expected);
    for (CopyRow row : found) {
      world.disks.stream()
          .filter(d -> d.id.value().equals(row.targetId()))
          .forEach(
              d ->
                  assertThat(row.lease() == null ? null : row.lease().holder())
                      .isEqualTo(d.leaseHolder));
      world.snapshots.stream()
          .filter(s -> s.id.value().equals(row.targetId()))
          .forEach(s -> assertThat(row.copiedBytes()).isEqualTo(s.copiedBytes));
    }
  }

  /** Takes a few items off the list that a worker would have done. */
  static void doWork(LedgerViews views, int step) {
    for (int partition = 0; partition < WorldLog.PARTITIONS; partition++) {
      views.work().items(partition, 1 + step % 5).stream()
          .filter(item -> item.ending() == WorkItem.Ending.DONE)
          .forEach(views.work()::done);
    }
  }

  static void checkWork(LedgerWorld world, LedgerViews views) {
    List<WorkItem> items = new ArrayList<>();
    for (int partition = 0; partition < WorldLog.PARTITIONS; partition++) {
      List<WorkItem> found = views.work().items(partition, Integer.MAX_VALUE);
      assertThat(found).isSortedAccordingTo(Comparator.comparing(WorkItem::position));
      found.forEach(
          item ->
              assertThat(views.work().itemsOf(item.subjectId(), item.position().partition()))
                  .contains(item));
      items.addAll(found);
    }
    assertThat(subjects(items, i -> i instanceof FillVolume))
        .containsExactlyInAnyOrderElementsOf(
            ids(world.disks.stream().filter(d -> d.copyRunning).map(d -> d.id.value())));
    assertThat(
            subjects(
                items,
                i ->
                    i.ending() == WorkItem.Ending.EVENT
                        && !(i instanceof FillVolume || i instanceof MoveOut)))
        .containsExactlyInAnyOrderElementsOf(
            ids(
                world.snapshots.stream()
                    .filter(s -> s.state == SnapshotState.CREATING)
                    .map(s -> s.id.value())));
    assertThat(subjects(items, i -> i instanceof MoveOut))
        .containsExactlyInAnyOrderElementsOf(
            ids(
                Stream.concat(
                    world.disks.stream().filter(d -> d.movingTo != null).map(d -> d.id.value()),
                    world.snapshots.stream()
                        .filter(s -> s.movingTo != null)
                        .map(s -> s.id.value()))));
    assertThat(subjects(items, i -> i instanceof CreateVolume))
        .containsExactlyInAnyOrderElementsOf(
            ids(
                world.disks.stream()
                    .filter(d -> !d.deleted && d.creationUnproved)
                    .map(d -> d.id.value())));
    Set<UUID> deletedDisks =
        world.disks.stream()
            .filter(d -> d.deleted)
            .map(d -> d.id.value())
            .collect(Collectors.toSet());
    assertThat(subjects(items, i -> i instanceof ResizeVolume)).noneMatch(deletedDisks::contains);
    assertThat(subjects(items, i -> i instanceof DeleteVolume || i instanceof DeleteImage))
        .containsExactlyInAnyOrderElementsOf(
            world.deletions.stream().map(Map.Entry::getValue).toList());
  }

  private static List<UUID> subjects(List<WorkItem> items, Predicate<WorkItem> which) {
    return items.stream().filter(which).map(WorkItem::subjectId).toList();
  }

  private static List<UUID> ids(Stream<UUID> ids) {
    return ids.toList();
  }
}

package dev.snapledger.projections.world;

import dev.snapledger.commands.event.BackgroundCopyCompleted;
import dev.snapledger.commands.event.BackgroundCopyFailed;
import dev.snapledger.commands.event.BackgroundCopyProgressed;
import dev.snapledger.commands.event.BackgroundCopyStarted;
import dev.snapledger.commands.event.CopyLeaseAcquired;
import dev.snapledger.commands.event.CopyLeaseReleased;
import dev.snapledger.commands.event.DiskCreated;
import dev.snapledger.commands.event.DiskDeleted;
import dev.snapledger.commands.event.DiskResized;
import dev.snapledger.commands.event.DiskUpdated;
import dev.snapledger.commands.event.PolicyAdopted;
import dev.snapledger.commands.event.SasGranted;
import dev.snapledger.commands.event.SasRevoked;
import dev.snapledger.commands.id.DiskId;
import dev.snapledger.commands.id.FamilyId;
import dev.snapledger.commands.id.GrantId;
import dev.snapledger.commands.id.SubscriptionId;
import dev.snapledger.commands.type.DiskOrigin;
import dev.snapledger.commands.type.IncrementalAfterResize;
import dev.snapledger.commands.type.Policy;
import dev.snapledger.commands.type.Region;
import dev.snapledger.commands.type.ResourceName;
import dev.snapledger.commands.type.SasAccess;
import dev.snapledger.projections.chain.SnapshotState;
import dev.snapledger.projections.grant.GrantRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A small ledger that lives a random, legal life and writes it to a log.
 *
 * <p>Its plain objects are the model that the views are held against. Disks are a few blocks large.
 */
public final class LedgerWorld {
  static final List<String> REGIONS = List.of("eastus", "westus");
  static final List<String> GROUPS = List.of("Alpha", "beta");
  private static final int SUBSCRIPTIONS = 3;

  public final WorldLog log = new WorldLog();
  public final List<SimDisk> disks = new ArrayList<>();
  public final List<SimSnapshot> snapshots = new ArrayList<>();
  public final Map<GrantId, GrantRow> grants = new HashMap<>();

  public final Map<SubscriptionId, Policy> policies = new HashMap<>();

  /** (subscription, disk or snapshot) for each that was deleted there. */
  public final Set<Map.Entry<SubscriptionId, UUID>> deletions = new HashSet<>();

  final SplittableRandom chance;
  private final SnapshotLife snapshotLife = new SnapshotLife(this);
  private final MoveLife moveLife = new MoveLife(this);
  private int names;

  public LedgerWorld(SplittableRandom chance) {
    this.chance = chance;
  }

  /** Does one thing, or nothing when the thing drawn is not possible now. */
  public void step() {
    switch (chance.nextInt(27)) {
      case 0 -> createDisk();
      case 1 -> createDiskFromSnapshot();
      case 2 -> resize();
      case 3 -> update();
      case 4 -> deleteDisk();
      case 5 -> copyStep();
      case 6 -> endCopy();
      case 7 -> grant();
      case 8 -> revoke();
      case 9 -> moveLife.moveInside();
      case 10 -> moveLife.startMove();
      case 11 -> moveLife.endMove();
      case 12, 13 -> snapshotLife.startIncremental();
      case 14 -> snapshotLife.startFull();
      case 15 -> snapshotLife.startCopy();
      case 16, 17, 18, 19 -> snapshotLife.completeNext();
      case 20 -> snapshotLife.failNext();
      case 21 -> snapshotLife.deleteSnapshot();
      case 22 -> snapshotLife.tag();
      case 23 -> adopt();
      case 24 -> snapshotLife.copyGoesOn();
      default -> write();
    }
  }

  private void adopt() {
    Policy policy =
        new Policy(
            "custom",
            1 + chance.nextInt(9),
            7,
            300,
            200,
            5,
            IncrementalAfterResize.ALLOWED,
            null,
            List.of(new Region("eastus", true), new Region("westus", false)));
    SubscriptionId subscription = anySubscription();
    log.write(subscription, header -> new PolicyAdopted(header, policy));
    policies.put(subscription, policy);
  }

  UUID newId() {
    return new UUID(chance.nextLong(), chance.nextLong());
  }

  SubscriptionId anySubscription() {
    return WorldLog.subscription(chance.nextInt(SUBSCRIPTIONS));
  }

  ResourceName newName() {
    return new ResourceName(pick(GROUPS), (chance.nextBoolean() ? "Name-" : "name-") + names++);
  }

  <T> T pick(List<T> all) {
    return all.get(chance.nextInt(all.size()));
  }

  <T> @Nullable T pick(List<T> all, Predicate<T> which) {
    List<T> fitting = all.stream().filter(which).toList();
    return fitting.isEmpty() ? null : pick(fitting);
  }

  @Nullable SimDisk anyDisk() {
    return pick(disks, disk -> !disk.deleted && disk.movingTo == null);
  }

  boolean shared(UUID resource) {
    return grants.values().stream()
        .anyMatch(row -> row.resourceId().equals(resource) && row.activeAt(log.now()));
  }

  boolean creating(SimDisk disk) {
    return snapshots.stream()
        .anyMatch(s -> s.sourceDisk == disk && s.state == SnapshotState.CREATING);
  }

  private void createDisk() {
    SimDisk disk =
        new SimDisk(
            new DiskId(newId()),
            anySubscription(),
            newName(),
            pick(REGIONS),
            DiskOrigin.EMPTY,
            (1 + chance.nextInt(4)) * (long) SimDisk.BLOCK_BYTES);
    log.write(
        disk.subscription,
        header ->
            new DiskCreated(
                header,
                disk.id,
                disk.name,
                disk.region,
                disk.sku,
                disk.sizeBytes,
                disk.origin,
                null,
                disk.tags));
    disks.add(disk);
  }

  private void createDiskFromSnapshot() {
    SimSnapshot source =
        pick(snapshots, s -> s.state == SnapshotState.COMPLETED && s.movingTo == null);
    if (source == null || source.content == null) {
      return;
    }
    SimDisk disk =
        new SimDisk(
            new DiskId(newId()),
            source.subscription,
            newName(),
            source.region,
            DiskOrigin.SNAPSHOT,
            source.sizeBytes + chance.nextInt(2) * (long) SimDisk.BLOCK_BYTES);
    for (int part = 0; part < source.content.length; part++) {
      if (source.content[part] != 0) {
        disk.write(part, source.content[part]);
      }
    }
    disk.copySource = source;
    disk.copyRunning = true;
    log.write(
        disk.subscription,
        header ->
            new DiskCreated(
                header,
                disk.id,
                disk.name,
                disk.region,
                disk.sku,
                disk.sizeBytes,
                disk.origin,
                source.id,
                disk.tags));
    log.write(
        disk.subscription,
        header ->
            new BackgroundCopyStarted(
                header, disk.id, source.id, familyOf(source), disk.region, source.sizeBytes));
    disks.add(disk);
  }

  static @Nullable FamilyId familyOf(@Nullable SimSnapshot snapshot) {
    return snapshot == null || snapshot.family == null
        ? null
        : new FamilyId(snapshot.family.id.value());
  }

  private void write() {
    SimDisk disk = anyDisk();
    if (disk != null) {
      int start = chance.nextInt(disk.content.length);
      int end = Math.min(disk.content.length, start + 1 + chance.nextInt(20));
      byte value = (byte) chance.nextInt(3);
      for (int part = start; part < end; part++) {
        disk.write(part, value);
      }
    }
  }

  private void resize() {
    SimDisk disk = anyDisk();
    if (disk == null || disk.copyRunning || shared(disk.id.value())) {
      return;
    }
    long old = disk.sizeBytes;
    disk.grow(old + (1 + chance.nextInt(2)) * (long) SimDisk.BLOCK_BYTES);
    log.write(disk.subscription, header -> new DiskResized(header, disk.id, old, disk.sizeBytes));
  }

  private void update() {
    SimDisk disk = anyDisk();
    if (disk != null) {
      disk.sku = "StandardSSD_LRS";
      disk.tags = Map.of("tag" + chance.nextInt(3), "x", "b", "y", "a", "z");
      log.write(disk.subscription, header -> new DiskUpdated(header, disk.id, disk.sku, disk.tags));
    }
  }

  private void deleteDisk() {
    SimDisk disk = anyDisk();
    if (disk == null || creating(disk) || shared(disk.id.value()) || chance.nextInt(3) > 0) {
      return;
    }
    if (disk.copyRunning) {
      failCopy(disk, "the disk was deleted");
    }
    disk.deleted = true;
    deletions.add(Map.entry(disk.subscription, disk.id.value()));
    log.write(
        disk.subscription, header -> new DiskDeleted(header, disk.id, disk.name, disk.region));
  }

  private void copyStep() {
    SimDisk disk = pick(disks, d -> d.copyRunning);
    if (disk == null) {
      return;
    }
    if (disk.leaseHolder == null) {
      String holder = "worker-" + chance.nextInt(3);
      disk.leaseHolder = holder;
      disk.epoch++;
      Instant expiresAt = log.now().plusSeconds(60);
      log.write(
          disk.subscription,
          header -> new CopyLeaseAcquired(header, disk.id, holder, disk.epoch, expiresAt));
    } else if (chance.nextBoolean()) {
      disk.copiedBytes += SimDisk.BLOCK_BYTES;
      log.write(
          disk.subscription,
          header -> new BackgroundCopyProgressed(header, disk.id, disk.copiedBytes));
    } else {
      disk.leaseHolder = null;
      log.write(disk.subscription, header -> new CopyLeaseReleased(header, disk.id, disk.epoch));
    }
  }

  private void endCopy() {
    SimDisk disk = pick(disks, d -> d.copyRunning);
    if (disk == null || disk.copySource == null) {
      return;
    }
    if (chance.nextInt(4) == 0) {
      failCopy(disk, "no luck");
      return;
    }
    SimSnapshot source = disk.copySource;
    disk.copyRunning = false;
    disk.copiedBytes = source.sizeBytes;
    disk.creationUnproved = false;
    log.write(
        disk.subscription,
        header ->
            new BackgroundCopyCompleted(
                header, disk.id, source.id, familyOf(source), source.sizeBytes));
  }

  private void failCopy(SimDisk disk, String reason) {
    SimSnapshot source = Objects.requireNonNull(disk.copySource);
    disk.copyRunning = false;
    log.write(
        disk.subscription,
        header -> new BackgroundCopyFailed(header, disk.id, source.id, familyOf(source), reason));
  }

  private void grant() {
    SimSnapshot snapshot =
        pick(snapshots, s -> s.state == SnapshotState.COMPLETED && s.movingTo == null);
    if (snapshot == null) {
      return;
    }
    GrantId id = new GrantId(newId());
    Instant expiresAt = log.now().plusSeconds(1 + chance.nextInt(100));
    log.write(
        snapshot.subscription,
        header ->
            new SasGranted(
                header, id, null, familyOf(snapshot), snapshot.id, SasAccess.READ, expiresAt));
    grants.put(
        id,
        new GrantRow(
            snapshot.subscription,
            id,
            null,
            familyOf(snapshot),
            snapshot.id,
            SasAccess.READ,
            log.now(),
            expiresAt,
            null));
  }

  private void revoke() {
    GrantRow row = pick(List.copyOf(grants.values()), g -> g.activeAt(log.now()));
    if (row == null) {
      return;
    }
    log.write(
        row.subscriptionId(),
        header ->
            new SasRevoked(header, row.grantId(), row.diskId(), row.familyId(), row.snapshotId()));
    grants.put(
        row.grantId(),
        new GrantRow(
            row.subscriptionId(),
            row.grantId(),
            row.diskId(),
            row.familyId(),
            row.snapshotId(),
            row.access(),
            row.grantedAt(),
            row.expiresAt(),
            log.now()));
  }
}

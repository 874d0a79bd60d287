package dev.snapledger.projections.world;

import dev.snapledger.commands.blockmap.BlockMapPart;
import dev.snapledger.commands.event.FullSnapshotCompleted;
import dev.snapledger.commands.event.FullSnapshotStarted;
import dev.snapledger.commands.event.IncrementalSnapshotCompleted;
import dev.snapledger.commands.event.IncrementalSnapshotStarted;
import dev.snapledger.commands.event.SnapshotCopyCompleted;
import dev.snapledger.commands.event.SnapshotCopyProgressed;
import dev.snapledger.commands.event.SnapshotCopyStarted;
import dev.snapledger.commands.event.SnapshotDeleted;
import dev.snapledger.commands.event.SnapshotFailed;
import dev.snapledger.commands.event.SnapshotUpdated;
import dev.snapledger.commands.id.FamilyId;
import dev.snapledger.commands.id.SnapshotId;
import dev.snapledger.commands.id.SubscriptionId;
import dev.snapledger.projections.chain.SnapshotKind;
import dev.snapledger.projections.chain.SnapshotState;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Snapshots of a world: begun, sealed, published, completed or failed, deleted. */
final class SnapshotLife {
  /** Bytes that a copy says it has to move. */
  private static final long COPY_BYTES = 4_096;

  private final LedgerWorld world;

  SnapshotLife(LedgerWorld world) {
    this.world = world;
  }

  void startIncremental() {
    SimDisk disk = world.anyDisk();
    if (disk == null) {
      return;
    }
    SimSnapshot snapshot = add(SnapshotKind.INCREMENTAL, disk, disk.region, disk.sizeBytes);
    snapshot.sourceDisk = disk;
    SimSnapshot newest = newest(disk, disk.region, snapshot);
    world.log.write(
        snapshot.subscription,
        header ->
            new IncrementalSnapshotStarted(
                header,
                snapshot.id,
                new FamilyId(disk.id.value()),
                snapshot.sequence,
                snapshot.name,
                snapshot.region,
                "Standard_LRS",
                snapshot.sizeBytes,
                newest == null ? null : newest.id,
                snapshot.tags));
  }

  void startCopy() {
    SimSnapshot source =
        world.pick(
            world.snapshots,
            s -> s.kind == SnapshotKind.INCREMENTAL && s.state == SnapshotState.COMPLETED);
    if (source == null || source.family == null) {
      return;
    }
    SimDisk disk = source.family;
    String region = LedgerWorld.REGIONS.get(source.region.equals("eastus") ? 1 : 0);
    SimSnapshot snapshot = add(SnapshotKind.COPY, disk, region, source.sizeBytes);
    snapshot.sourceSnapshot = source;
    snapshot.subscription = source.subscription;
    SimSnapshot base = newest(disk, region, snapshot);
    world.log.write(
        snapshot.subscription,
        header ->
            new SnapshotCopyStarted(
                header,
                snapshot.id,
                new FamilyId(disk.id.value()),
                snapshot.sequence,
                snapshot.name,
                region,
                "Standard_LRS",
                snapshot.sizeBytes,
                source.id,
                source.region,
                base == null ? null : base.id,
                base == null || base.sourceSnapshot == null ? null : base.sourceSnapshot.id,
                snapshot.tags));
  }

  /** Tells how far a copy is; of fewer bytes than the disk has, as only changes are moved. */
  void copyGoesOn() {
    SimSnapshot copy =
        world.pick(
            world.snapshots, s -> s.kind == SnapshotKind.COPY && s.state == SnapshotState.CREATING);
    if (copy == null || copy.family == null || copy.copiedBytes == COPY_BYTES) {
      return;
    }
    FamilyId family = new FamilyId(copy.family.id.value());
    copy.copiedBytes += COPY_BYTES / 4;
    world.log.write(
        copy.subscription,
        header ->
            new SnapshotCopyProgressed(header, copy.id, family, copy.copiedBytes, COPY_BYTES));
  }

  void startFull() {
    SimDisk disk = world.anyDisk();
    SimSnapshot source =
        world.pick(world.snapshots, s -> s.state == SnapshotState.COMPLETED && s.movingTo == null);
    SimSnapshot snapshot;
    if (source != null && world.chance.nextBoolean()) {
      snapshot = full(source.subscription, source.region, source.sizeBytes);
      snapshot.sourceSnapshot = source;
    } else if (disk != null) {
      snapshot = full(disk.subscription, disk.region, disk.sizeBytes);
      snapshot.sourceDisk = disk;
    } else {
      return;
    }
    world.snapshots.add(snapshot);
    world.log.write(
        snapshot.subscription,
        header ->
            new FullSnapshotStarted(
                header,
                snapshot.id,
                snapshot.name,
                snapshot.region,
                "Premium_LRS",
                snapshot.sizeBytes,
                snapshot.sourceDisk == null ? null : snapshot.sourceDisk.id,
                snapshot.sourceSnapshot == null ? null : snapshot.sourceSnapshot.id,
                LedgerWorld.familyOf(snapshot.sourceSnapshot),
                snapshot.tags));
  }

  private SimSnapshot full(SubscriptionId subscription, String region, long sizeBytes) {
    return new SimSnapshot(
        new SnapshotId(world.newId()),
        SnapshotKind.FULL,
        null,
        subscription,
        world.newName(),
        region,
        sizeBytes,
        0);
  }

  private SimSnapshot add(SnapshotKind kind, SimDisk disk, String region, long sizeBytes) {
    SimSnapshot snapshot =
        new SimSnapshot(
            new SnapshotId(world.newId()),
            kind,
            disk,
            disk.subscription,
            world.newName(),
            region,
            sizeBytes,
            ++disk.sequence);
    world.snapshots.add(snapshot);
    disk.snapshots.add(snapshot);
    return snapshot;
  }

  private static @Nullable SimSnapshot newest(SimDisk disk, String region, SimSnapshot not) {
    return disk.snapshots.stream()
        .filter(s -> s != not && s.region.equals(region))
        .filter(s -> s.state == SnapshotState.CREATING || s.state == SnapshotState.COMPLETED)
        .max(Comparator.comparingInt(s -> s.sequence))
        .orElse(null);
  }

  /** Seals in the order of the events of each disk. */
  private @Nullable SimSnapshot next() {
    return world.pick(
        world.snapshots,
        s ->
            s.state == SnapshotState.CREATING
                && (s.family == null
                    || s.family.snapshots.stream()
                        .noneMatch(
                            other ->
                                other.state == SnapshotState.CREATING
                                    && other.region.equals(s.region)
                                    && other.sequence < s.sequence)));
  }

  void completeNext() {
    SimSnapshot snapshot = next();
    if (snapshot == null || sourceGone(snapshot)) {
      return;
    }
    seal(snapshot);
    int parts = publish(snapshot);
    int blocks = SimBlockMap.entries(snapshot).size();
    snapshot.state = SnapshotState.COMPLETED;
    snapshot.storedBytes = 1_000L * blocks;
    if (snapshot.sourceDisk != null) {
      snapshot.sourceDisk.creationUnproved = false;
    }
    long changedBytes = 4_096L * snapshot.dirty.cardinality();
    FamilyId family = LedgerWorld.familyOf(snapshot);
    world.log.write(
        snapshot.subscription,
        header ->
            switch (snapshot.kind) {
              case INCREMENTAL ->
                  new IncrementalSnapshotCompleted(
                      header,
                      snapshot.id,
                      Objects.requireNonNull(family),
                      changedBytes,
                      snapshot.storedBytes,
                      blocks,
                      parts,
                      "00");
              case COPY ->
                  new SnapshotCopyCompleted(
                      header,
                      snapshot.id,
                      Objects.requireNonNull(family),
                      Objects.requireNonNull(snapshot.sourceSnapshot).id,
                      changedBytes,
                      snapshot.storedBytes,
                      changedBytes,
                      blocks,
                      parts,
                      "00");
              case FULL ->
                  new FullSnapshotCompleted(
                      header,
                      snapshot.id,
                      snapshot.sourceSnapshot == null ? null : snapshot.sourceSnapshot.id,
                      LedgerWorld.familyOf(snapshot.sourceSnapshot),
                      changedBytes,
                      snapshot.storedBytes,
                      blocks,
                      parts,
                      "00");
            });
  }

  /** Fails, sometimes after the bytes were sealed and published; they stay part of the chain. */
  void failNext() {
    SimSnapshot snapshot = next();
    if (snapshot == null) {
      return;
    }
    if (!sourceGone(snapshot) && world.chance.nextBoolean()) {
      seal(snapshot);
      publish(snapshot);
    }
    snapshot.state = SnapshotState.FAILED;
    world.log.write(
        snapshot.subscription,
        header ->
            new SnapshotFailed(
                header,
                LedgerWorld.familyOf(snapshot),
                snapshot.id,
                snapshot.sourceSnapshot == null ? null : snapshot.sourceSnapshot.id,
                LedgerWorld.familyOf(snapshot.sourceSnapshot),
                "no luck"));
  }

  private static boolean sourceGone(SimSnapshot snapshot) {
    return snapshot.sourceSnapshot != null
        && snapshot.sourceSnapshot.state == SnapshotState.DELETED;
  }

  private void seal(SimSnapshot snapshot) {
    byte[] content =
        snapshot.sourceDisk != null
            ? snapshot.sourceDisk.content
            : Objects.requireNonNull(Objects.requireNonNull(snapshot.sourceSnapshot).content);
    snapshot.content =
        Arrays.copyOf(
            content, (int) (snapshot.sizeBytes / SimDisk.BLOCK_BYTES) * SimDisk.PARTS_PER_BLOCK);
    SimDisk family = snapshot.family;
    if (family == null) {
      snapshot.dirty = data(snapshot.content);
      return;
    }
    snapshot.parent = family.chainHeads.put(snapshot.region, snapshot);
    if (snapshot.kind == SnapshotKind.INCREMENTAL) {
      snapshot.dirty = family.dirty.get(0, snapshot.content.length);
      family.dirty.clear(0, snapshot.content.length);
    } else {
      snapshot.dirty = different(snapshot.parent, snapshot.content);
    }
  }

  /** What differs from the base, and some that does not: the rules of diffs allow it. */
  private BitSet different(@Nullable SimSnapshot base, byte[] content) {
    BitSet different = new BitSet();
    byte[] old = base == null || base.content == null ? new byte[0] : base.content;
    for (int part = 0; part < content.length; part++) {
      byte before = part < old.length ? old[part] : 0;
      if (before != content[part] || (base != null && world.chance.nextInt(10) == 0)) {
        different.set(part);
      }
    }
    // A copy of a smaller, older snapshot clears what its base has behind its end.
    for (int part = content.length; part < old.length; part++) {
      different.set(part, old[part] != 0);
    }
    return different;
  }

  private static BitSet data(byte[] content) {
    BitSet data = new BitSet();
    for (int part = 0; part < content.length; part++) {
      data.set(part, content[part] != 0);
    }
    return data;
  }

  /** Publishes, sometimes more than once, as a worker does that crashed on the way. */
  private int publish(SimSnapshot snapshot) {
    List<BlockMapPart> parts = SimBlockMap.parts(snapshot, 1 + world.chance.nextInt(3));
    if (world.chance.nextInt(4) == 0) {
      parts.subList(0, world.chance.nextInt(parts.size() + 1)).forEach(world.log::publish);
    }
    parts.forEach(world.log::publish);
    return parts.size();
  }

  /** Whether something is being made of the snapshot. */
  static boolean read(LedgerWorld world, SimSnapshot snapshot) {
    return world.disks.stream().anyMatch(d -> d.copyRunning && d.copySource == snapshot)
        || world.snapshots.stream()
            .anyMatch(s -> s.sourceSnapshot == snapshot && s.state == SnapshotState.CREATING);
  }

  void deleteSnapshot() {
    SimSnapshot snapshot =
        world.pick(
            world.snapshots,
            s ->
                (s.state == SnapshotState.COMPLETED || s.state == SnapshotState.FAILED)
                    && s.movingTo == null
                    && !world.shared(s.id.value())
                    && !read(world, s));
    if (snapshot == null) {
      return;
    }
    snapshot.state = SnapshotState.DELETED;
    world.deletions.add(Map.entry(snapshot.subscription, snapshot.id.value()));
    world.log.write(
        snapshot.subscription,
        header ->
            new SnapshotDeleted(
                header,
                LedgerWorld.familyOf(snapshot),
                snapshot.id,
                snapshot.name,
                snapshot.region));
  }

  void tag() {
    SimSnapshot snapshot =
        world.pick(world.snapshots, s -> s.state != SnapshotState.DELETED && s.movingTo == null);
    if (snapshot != null) {
      snapshot.tags = Map.of("k" + world.chance.nextInt(3), "v", "other", "w");
      world.log.write(
          snapshot.subscription,
          header ->
              new SnapshotUpdated(
                  header, LedgerWorld.familyOf(snapshot), snapshot.id, snapshot.tags));
    }
  }
}

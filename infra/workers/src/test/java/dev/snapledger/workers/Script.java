package dev.snapledger.workers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.snapledger.blockstore.api.BlockEntry;
import dev.snapledger.blockstore.api.BlockStore;
import dev.snapledger.blockstore.api.CorruptDataException;
import dev.snapledger.blockstore.api.ImageId;
import dev.snapledger.blockstore.api.StoreUsage.ImageUsage;
import dev.snapledger.blockstore.api.VolumeId;
import dev.snapledger.blockstore.api.VolumeState;
import dev.snapledger.blockstore.geometry.Geometry;
import dev.snapledger.blockstore.geometry.PageRange;
import dev.snapledger.commands.command.CopySnapshot;
import dev.snapledger.commands.command.CreateDisk;
import dev.snapledger.commands.command.CreateDiskFromSnapshot;
import dev.snapledger.commands.command.CreateFullSnapshot;
import dev.snapledger.commands.command.CreateIncrementalSnapshot;
import dev.snapledger.commands.command.DeleteDisk;
import dev.snapledger.commands.command.DeleteSnapshot;
import dev.snapledger.commands.command.MoveResource;
import dev.snapledger.commands.command.ResizeDisk;
import dev.snapledger.commands.entity.FamilyKey;
import dev.snapledger.commands.entity.SnapshotFamily;
import dev.snapledger.commands.event.FullSnapshotCompleted;
import dev.snapledger.commands.event.IncrementalSnapshotCompleted;
import dev.snapledger.commands.event.SnapshotCopyCompleted;
import dev.snapledger.commands.event.SnapshotFailed;
import dev.snapledger.commands.id.DiskId;
import dev.snapledger.commands.id.SnapshotId;
import dev.snapledger.commands.id.SubscriptionId;
import dev.snapledger.commands.reply.Accepted;
import dev.snapledger.commands.type.DiskOrigin;
import dev.snapledger.commands.type.DiskRef;
import dev.snapledger.commands.type.ResourceName;
import dev.snapledger.commands.type.ResourceSelector;
import dev.snapledger.commands.type.ResourceType;
import dev.snapledger.projections.blockmap.BlockMaps;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.UUID;

/**
 * What users do in a {@link World}, with a model of what each disk and snapshot must read as: a
 * number per block, 0 for a block of zeros, else the seed of its bytes.
 */
final class Script {
  private final World world;
  private final Map<String, Disk> disks = new TreeMap<>();
  private final Map<String, Snapshot> snapshots = new TreeMap<>();
  private final List<UUID> all = new ArrayList<>();
  private final List<UUID> failed = new ArrayList<>();

  private record Disk(DiskId id, SubscriptionId owner, Map<Integer, Integer> blocks) {}

  private record Snapshot(
      SnapshotId id, SubscriptionId owner, String region, Map<Integer, Integer> blocks) {}

  Script(World world) {
    this.world = world;
  }

  void settle() {
    world.settle();
  }

  /** Lets the workers do a part of their work. */
  void runTasks(int tasks) {
    world.runTasks(tasks);
  }

  DiskId diskId(String name) {
    return disk(name).id();
  }

  SnapshotId snapshotId(String name) {
    return snapshot(name).id();
  }

  void createDisk(String name) {
    Accepted reply =
        world.accept(
            World.ALICE,
            header ->
                new CreateDisk(
                    header,
                    nameOf(name),
                    World.EAST,
                    "Standard_LRS",
                    1,
                    DiskOrigin.EMPTY,
                    Map.of()));
    disks.put(name, new Disk(diskOf(reply), World.ALICE, new HashMap<>()));
    world.settle();
  }

  /** Writes the disk's volume, as the data plane does; 0 clears the block. */
  void write(String name, int block, int seed) {
    VolumeId volume = Volumes.volume(diskId(name));
    long start = Geometry.startOf(block);
    if (seed == 0) {
      world.east().clear(volume, PageRange.ofLength(start, Geometry.BLOCK_BYTES));
    } else {
      world.east().write(volume, start, ByteBuffer.wrap(bytes(seed)));
    }
    disk(name).blocks().put(block, seed);
  }

  void snapshot(String name, String ofDisk) {
    Disk disk = disk(ofDisk);
    Accepted reply =
        world.accept(
            World.ALICE,
            header ->
                new CreateIncrementalSnapshot(
                    header,
                    nameOf(name),
                    new DiskRef(World.ALICE, nameOf(ofDisk)),
                    null,
                    Map.of()));
    add(name, reply, World.EAST, disk.blocks());
  }

  void fullOfDisk(String name, String ofDisk) {
    full(name, new ResourceSelector(ResourceType.DISK, nameOf(ofDisk)), disk(ofDisk).blocks());
  }

  void fullOfSnapshot(String name, String ofSnapshot) {
    full(
        name,
        new ResourceSelector(ResourceType.SNAPSHOT, nameOf(ofSnapshot)),
        snapshot(ofSnapshot).blocks());
  }

  private void full(String name, ResourceSelector source, Map<Integer, Integer> blocks) {
    Accepted reply =
        world.accept(
            World.ALICE,
            header -> new CreateFullSnapshot(header, nameOf(name), source, null, Map.of()));
    add(name, reply, World.EAST, blocks);
  }

  void copy(String name, String ofSnapshot, String region) {
    Snapshot source = snapshot(ofSnapshot);
    Accepted reply =
        world.accept(
            World.ALICE,
            header ->
                new CopySnapshot(header, nameOf(name), nameOf(ofSnapshot), region, null, Map.of()));
    add(name, reply, region, source.blocks());
  }

  void diskFrom(String name, String ofSnapshot, long sizeGib) {
    Accepted reply =
        world.accept(
            World.ALICE,
            header ->
                new CreateDiskFromSnapshot(
                    header,
                    nameOf(name),
                    nameOf(ofSnapshot),
                    null,
                    "Standard_LRS",
                    sizeGib,
                    Map.of()));
    disks.put(
        name, new Disk(diskOf(reply), World.ALICE, new HashMap<>(snapshot(ofSnapshot).blocks())));
  }

  /** Calls of a store's method find broken data until it is healed. */
  void breakStore(String method) {
    world.faults.fail(
        method, Integer.MAX_VALUE, () -> new CorruptDataException(method + " is broken"));
  }

  void healStore(String method) {
    world.faults.heal(method);
  }

  /** The snapshot cannot be made, and must leave no bytes. */
  void mustFail(String name) {
    UUID id = snapshotId(name).value();
    snapshots.remove(name);
    all.remove(id);
    failed.add(id);
  }

  void resize(String name, long sizeGib) {
    world.accept(World.ALICE, header -> new ResizeDisk(header, nameOf(name), sizeGib));
  }

  void deleteDisk(String name) {
    world.accept(disk(name).owner(), header -> new DeleteDisk(header, nameOf(name)));
    disks.remove(name);
  }

  void deleteSnapshot(String name) {
    world.accept(snapshot(name).owner(), header -> new DeleteSnapshot(header, nameOf(name)));
    snapshots.remove(name);
  }

  void moveSnapshot(String name, SubscriptionId target) {
    Snapshot moved = snapshot(name);
    move(ResourceType.SNAPSHOT, name, moved.owner(), target);
    snapshots.put(name, new Snapshot(moved.id(), target, moved.region(), moved.blocks()));
  }

  void moveDisk(String name, SubscriptionId target) {
    Disk moved = disk(name);
    move(ResourceType.DISK, name, moved.owner(), target);
    disks.put(name, new Disk(moved.id(), target, moved.blocks()));
  }

  private void move(ResourceType type, String name, SubscriptionId owner, SubscriptionId target) {
    world.accept(
        owner,
        header ->
            new MoveResource(header, new ResourceSelector(type, nameOf(name)), target, "group"));
  }

  /** Everything is as the model says, and nothing else is in the stores. */
  void checkAtRest() {
    assertThat(world.pending()).isEmpty();
    assertThat(world.workers().health().stuck()).isEmpty();
    checkCompletedOnce();
    checkNoOrphans();
    snapshots.values().forEach(this::checkImage);
    disks.values().forEach(this::checkVolume);
    assertThat(BlockMaps.conflicting(world.ledger.views().store())).isEmpty();
  }

  private void checkCompletedOnce() {
    List<UUID> completed = new ArrayList<>();
    world.ledger.events(IncrementalSnapshotCompleted.class).stream()
        .map(e -> e.snapshotId().value())
        .forEach(completed::add);
    world.ledger.events(FullSnapshotCompleted.class).stream()
        .map(e -> e.snapshotId().value())
        .forEach(completed::add);
    world.ledger.events(SnapshotCopyCompleted.class).stream()
        .map(e -> e.snapshotId().value())
        .forEach(completed::add);
    assertThat(completed).containsExactlyInAnyOrderElementsOf(all);
    assertThat(world.ledger.events(SnapshotFailed.class))
        .extracting(event -> event.snapshotId().value())
        .containsExactlyInAnyOrderElementsOf(failed);
  }

  private void checkNoOrphans() {
    Set<UUID> volumes = new HashSet<>();
    Set<ImageId> images = new HashSet<>();
    for (BlockStore store : world.stores.values()) {
      store.volumes().stream().map(v -> v.volume().value()).forEach(volumes::add);
      store.usage().images().stream().map(ImageUsage::image).forEach(images::add);
    }
    Set<UUID> disksExpected = new HashSet<>();
    disks.values().forEach(disk -> disksExpected.add(disk.id().value()));
    Set<ImageId> imagesExpected = new HashSet<>();
    snapshots.values().forEach(snapshot -> imagesExpected.add(Volumes.image(snapshot.id())));
    assertThat(volumes).isEqualTo(disksExpected);
    assertThat(images).isEqualTo(imagesExpected);
  }

  private void checkImage(Snapshot snapshot) {
    BlockStore store = world.store(snapshot.region());
    ImageId image = Volumes.image(snapshot.id());
    Set<Integer> present = new HashSet<>();
    List<BlockEntry> map = store.blockMapOf(image).toList();
    map.forEach(entry -> present.add(entry.blockIndex()));
    assertThat(present).isEqualTo(dataBlocks(snapshot.blocks()));
    assertThat(BlockMaps.entriesOf(world.ledger.views().store(), snapshot.id()).toList())
        .isEqualTo(map);
    for (Map.Entry<Integer, Integer> block : snapshot.blocks().entrySet()) {
      ByteBuffer into = ByteBuffer.allocate(Geometry.BLOCK_BYTES);
      store.read(image, Geometry.startOf(block.getKey()), into);
      assertThat(into.array()).isEqualTo(bytes(block.getValue()));
    }
  }

  private void checkVolume(Disk disk) {
    VolumeState volume = Objects.requireNonNull(world.east().findVolume(Volumes.volume(disk.id())));
    SnapshotFamily family =
        Objects.requireNonNull(world.ledger.family(FamilyKey.ofDisk(disk.owner(), disk.id())));
    var state = Objects.requireNonNull(family.disk());
    assertThat(state.backgroundCopy()).isNull();
    assertThat(volume.source()).isNull();
    assertThat(volume.sizeBytes()).isEqualTo(state.sizeBytes());
    for (Map.Entry<Integer, Integer> block : disk.blocks().entrySet()) {
      ByteBuffer into = ByteBuffer.allocate(Geometry.BLOCK_BYTES);
      world.east().read(volume.volume(), Geometry.startOf(block.getKey()), into);
      assertThat(into.array()).isEqualTo(bytes(block.getValue()));
    }
  }

  private static Set<Integer> dataBlocks(Map<Integer, Integer> blocks) {
    Set<Integer> data = new HashSet<>();
    blocks.forEach(
        (block, seed) -> {
          if (seed != 0) {
            data.add(block);
          }
        });
    return data;
  }

  private void add(String name, Accepted reply, String region, Map<Integer, Integer> blocks) {
    SnapshotId id = SnapshotId.parse(Objects.requireNonNull(reply.ids().get("snapshotId")));
    snapshots.put(name, new Snapshot(id, World.ALICE, region, new HashMap<>(blocks)));
    all.add(id.value());
  }

  private Disk disk(String name) {
    return Objects.requireNonNull(disks.get(name), name);
  }

  private Snapshot snapshot(String name) {
    return Objects.requireNonNull(snapshots.get(name), name);
  }

  private static DiskId diskOf(Accepted reply) {
    return DiskId.parse(Objects.requireNonNull(reply.ids().get("diskId")));
  }

  static ResourceName nameOf(String name) {
    return new ResourceName("group", name);
  }

  private static byte[] bytes(int seed) {
    byte[] bytes = new byte[Geometry.BLOCK_BYTES];
    if (seed != 0) {
      new SplittableRandom(seed).nextBytes(bytes);
    }
    return bytes;
  }
}

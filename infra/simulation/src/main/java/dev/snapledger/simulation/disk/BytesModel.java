package dev.snapledger.simulation.disk;

import dev.snapledger.blockstore.api.BlockStore;
import dev.snapledger.blockstore.api.ImageId;
import dev.snapledger.blockstore.api.VolumeId;
import dev.snapledger.blockstore.geometry.Geometry;
import dev.snapledger.blockstore.geometry.PageRange;
import dev.snapledger.commands.event.BackgroundCopyStarted;
import dev.snapledger.commands.event.DiskCreated;
import dev.snapledger.commands.event.DiskDeleted;
import dev.snapledger.commands.event.Event;
import dev.snapledger.commands.event.FullSnapshotCompleted;
import dev.snapledger.commands.event.FullSnapshotStarted;
import dev.snapledger.commands.event.IncrementalSnapshotCompleted;
import dev.snapledger.commands.event.IncrementalSnapshotStarted;
import dev.snapledger.commands.event.SnapshotCopyCompleted;
import dev.snapledger.commands.event.SnapshotCopyStarted;
import dev.snapledger.commands.event.SnapshotDeleted;
import dev.snapledger.commands.id.SnapshotId;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What every disk and snapshot must read as, as a number per block.
 *
 * <p>A snapshot of a disk is what the disk was at the call that froze it. If that call failed, it
 * may have happened all the same, so until one succeeds each try adds one more possibility.
 */
public final class BytesModel {
  /** Blocks that are written, the first ones of a disk. */
  private static final int BLOCKS = 6;

  private static final int PART_BYTES = 4096;

  private final Map<UUID, Disk> disks = new TreeMap<>();
  private final Map<UUID, Frozen> frozen = new TreeMap<>();
  private final Map<UUID, Snapshot> snapshots = new TreeMap<>();
  private int seeds;

  private record Disk(String region, Map<Integer, Integer> blocks) {}

  private static final class Frozen {
    private final List<Map<Integer, Integer>> possible = new ArrayList<>();
    private boolean certain;
  }

  private static final class Snapshot {
    private final String region;
    private final @Nullable UUID source;
    private boolean completed;

    Snapshot(String region, @Nullable UUID source) {
      this.region = region;
      this.source = source;
    }
  }

  // ---- what the log says ----

  /** Takes the next event; causes before effects. */
  public void apply(Event event) {
    switch (event) {
      case DiskCreated e -> disks.put(e.diskId().value(), new Disk(e.region(), new TreeMap<>()));
      case BackgroundCopyStarted e -> fillFrom(e);
      case DiskDeleted e -> disks.remove(e.diskId().value());
      case IncrementalSnapshotStarted e -> started(e.snapshotId(), e.region(), null);
      case FullSnapshotStarted e -> started(e.snapshotId(), e.region(), e.sourceSnapshotId());
      case SnapshotCopyStarted e -> started(e.snapshotId(), e.region(), e.sourceSnapshotId());
      case IncrementalSnapshotCompleted e -> completed(e.snapshotId());
      case FullSnapshotCompleted e -> completed(e.snapshotId());
      case SnapshotCopyCompleted e -> completed(e.snapshotId());
      case SnapshotDeleted e -> snapshots.remove(e.snapshotId().value());
      default -> {}
    }
  }

  private void fillFrom(BackgroundCopyStarted event) {
    Disk disk = disks.get(event.diskId().value());
    Frozen source = frozen.get(event.sourceSnapshotId().value());
    if (disk != null && source != null) {
      disk.blocks().putAll(source.possible.getFirst());
    }
  }

  private void started(SnapshotId id, String region, @Nullable SnapshotId source) {
    snapshots.put(id.value(), new Snapshot(region, source == null ? null : source.value()));
  }

  private void completed(SnapshotId id) {
    Snapshot snapshot = snapshots.get(id.value());
    if (snapshot != null) {
      snapshot.completed = true;
      Frozen source = snapshot.source == null ? null : frozen.get(snapshot.source);
      if (source != null) {
        frozen.put(id.value(), source);
      }
    }
  }

  // ---- what the store is told ----

  /** A call that freezes a disk begins. */
  public void freezing(UUID disk, UUID image) {
    Frozen known = frozen.computeIfAbsent(image, _ -> new Frozen());
    if (!known.certain) {
      Disk now = disks.get(disk);
      Map<Integer, Integer> blocks = now == null ? Map.of() : new TreeMap<>(now.blocks());
      if (!known.possible.contains(blocks)) {
        known.possible.add(blocks);
      }
    }
  }

  /** The call succeeded, so reading tells which of the possibilities it was. */
  public void froze(UUID image, BlockStore store) {
    Frozen known = frozen.get(image);
    if (known != null && !known.certain) {
      known.certain = true;
      List<Map<Integer, Integer>> right =
          known.possible.stream().filter(blocks -> wrong(image, blocks, store) < 0).toList();
      if (!right.isEmpty()) {
        known.possible.retainAll(right);
      }
    }
  }

  // ---- what users do ----

  /** A disk that has its volume; null if there is none. */
  public @Nullable UUID anyDisk(SplittableRandom chance, SimulatedDisk store) {
    List<UUID> ready = new ArrayList<>();
    disks.forEach(
        (id, disk) -> {
          if (store.region(disk.region()).findVolume(new VolumeId(id)) != null) {
            ready.add(id);
          }
        });
    return ready.isEmpty() ? null : ready.get(chance.nextInt(ready.size()));
  }

  /**
   * Writes or clears a block of a disk and makes it durable.
   *
   * @param restart starts the machine again: what a failure leaves is known only after that
   * @throws RuntimeException what the store threw, after the restart
   */
  public void write(UUID id, SplittableRandom chance, SimulatedDisk store, Runnable restart) {
    Disk disk = disk(id);
    int block = chance.nextInt(BLOCKS);
    int seed = chance.nextInt(4) == 0 ? 0 : ++seeds;
    int before = disk.blocks().getOrDefault(block, 0);
    VolumeId volume = new VolumeId(id);
    try {
      put(store.region(disk.region()), volume, block, seed);
    } catch (RuntimeException e) {
      restart.run();
      settle(store.region(disk.region()), volume, block, List.of(before, seed));
      throw e;
    } finally {
      disk.blocks().put(block, seed);
    }
  }

  private static void put(BlockStore store, VolumeId volume, int block, int seed) {
    long start = Geometry.startOf(block);
    if (seed == 0) {
      store.clear(volume, PageRange.ofLength(start, Geometry.BLOCK_BYTES));
    } else {
      store.write(volume, start, ByteBuffer.wrap(BlockContent.bytes(seed)));
    }
    store.flush(volume);
  }

  /** A write that was cut short leaves each 4 KiB part old or new; it is then done again. */
  private static void settle(BlockStore store, VolumeId volume, int block, List<Integer> possible) {
    ByteBuffer found = ByteBuffer.allocate(Geometry.BLOCK_BYTES);
    store.read(volume, Geometry.startOf(block), found);
    for (int part = 0; part < Geometry.BLOCK_BYTES; part += PART_BYTES) {
      int start = part;
      boolean known =
          possible.stream()
              .map(BlockContent::bytes)
              .anyMatch(
                  bytes ->
                      Arrays.equals(
                          bytes,
                          start,
                          start + PART_BYTES,
                          found.array(),
                          start,
                          start + PART_BYTES));
      if (!known) {
        throw new AssertionError(
            "expected part %d of block %d of %s to be old or new, but it is neither"
                .formatted(part / PART_BYTES, block, volume));
      }
    }
    put(store, volume, block, possible.getLast());
  }

  private Disk disk(UUID id) {
    Disk disk = disks.get(id);
    if (disk == null) {
      throw new IllegalArgumentException("expected a disk, but found " + id);
    }
    return disk;
  }

  // ---- checks ----

  /** Where a snapshot that must be readable is. */
  public record ReadableSnapshot(UUID id, String region) {}

  /** Completed snapshots that exist, by id. */
  public List<ReadableSnapshot> readable() {
    List<ReadableSnapshot> readable = new ArrayList<>();
    snapshots.forEach(
        (id, snapshot) -> {
          if (snapshot.completed) {
            readable.add(new ReadableSnapshot(id, snapshot.region));
          }
        });
    return readable;
  }

  /**
   * Reads a snapshot and compares it.
   *
   * @return what is wrong, for people; null if nothing is
   */
  public @Nullable String difference(UUID id, BlockStore store) {
    Frozen known = frozen.get(id);
    if (known == null) {
      return "expected snapshot " + id + " to be frozen before it was completed, but it was not";
    }
    int wrong = wrong(id, known.possible.getFirst(), store);
    return wrong < 0
        ? null
        : "expected block %d of snapshot %s to read as one of %s, but it does not"
            .formatted(wrong, id, known.possible);
  }

  /** The first block that differs; -1 if none does. */
  private static int wrong(UUID id, Map<Integer, Integer> blocks, BlockStore store) {
    ImageId image = new ImageId(id);
    for (int block = 0; block < BLOCKS; block++) {
      ByteBuffer into = ByteBuffer.allocate(Geometry.BLOCK_BYTES);
      store.read(image, Geometry.startOf(block), into);
      int seed = blocks.getOrDefault(block, 0);
      if (!Arrays.equals(into.array(), BlockContent.bytes(seed))) {
        return block;
      }
    }
    return -1;
  }
}

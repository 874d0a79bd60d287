package dev.snapledger.simulation.disk;

import dev.snapledger.blockstore.BlockStores;
import dev.snapledger.blockstore.api.BlockStore;
import dev.snapledger.blockstore.file.MemoryFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The machine that holds the blocks of all regions, for all nodes: real stores over files in memory
 * that lose what was not synced when the machine crashes. For one thread.
 */
public final class SimulatedDisk {
  private static final Path DIRECTORY = Path.of("blocks");

  private final SplittableRandom chance;
  private final Syncs syncs;
  private final MemoryFiles files = new MemoryFiles();
  private GuardedFiles guarded;
  private BlockStores stores;

  /** An empty disk. */
  public SimulatedDisk(SplittableRandom chance, Syncs syncs) {
    this.chance = chance;
    this.syncs = syncs;
    this.guarded = new GuardedFiles(files, syncs);
    this.stores = BlockStores.in(guarded.access(), DIRECTORY);
  }

  /** The store of a region, until the next crash. */
  public BlockStore region(String region) {
    return stores.region(region);
  }

  /** Regions in use, ordered. */
  public List<String> regions() {
    return stores.openRegions();
  }

  /** Lets the machine crash before one of the next changes of a file. */
  public void crashWithin(int changes) {
    files.crashAt(files.changes() + chance.nextInt(changes));
  }

  /** Refuses space for some of the next changes. */
  public void fullWithin(int changes) {
    long from = files.changes() + chance.nextInt(changes);
    files.fullBetween(from, from + 1 + chance.nextInt(changes));
  }

  /** Fails one of the next syncs. */
  public void failSyncWithin(int changes) {
    files.failSyncAt(files.changes() + chance.nextInt(changes));
  }

  /** Whether the machine crashed and was not started since. */
  public boolean crashed() {
    return guarded.gone();
  }

  /** Starts the machine again after a crash, or after its power was cut right now. */
  public void restart() {
    List<String> regions = stores.openRegions();
    guarded.end();
    files.restart(chance);
    guarded = new GuardedFiles(files, syncs);
    stores = BlockStores.in(guarded.access(), DIRECTORY);
    regions.forEach(stores::region);
  }

  /** Writes that crashes cut short so far. */
  public long tornWrites() {
    return files.tornWrites();
  }

  /** A copy with one bit of one file inverted. */
  public Damaged damaged() {
    MemoryFiles copy = files.copy();
    List<Path> candidates = copy.files().stream().filter(file -> copy.sizeOf(file) > 0).toList();
    String what = "nothing";
    if (!candidates.isEmpty()) {
      Path file = candidates.get(chance.nextInt(candidates.size()));
      int at = chance.nextInt(copy.sizeOf(file));
      copy.flipBit(file, at, chance.nextInt(8));
      what = "bit of byte " + at + " of " + file;
    }
    return new Damaged(BlockStores.in(copy, DIRECTORY), what);
  }

  /**
   * A copy of the disk that was damaged.
   *
   * @param stores its stores, not opened yet; the caller closes them
   * @param what for people
   */
  public record Damaged(BlockStores stores, String what) {}
}

package dev.snapledger.blockstore.local;

import dev.snapledger.blockstore.api.CorruptDataException;
import dev.snapledger.blockstore.api.NotFoundException;
import dev.snapledger.blockstore.api.VolumeId;
import dev.snapledger.blockstore.api.VolumeState;
import dev.snapledger.blockstore.geometry.Geometry;
import dev.snapledger.blockstore.geometry.PageRange;
import java.io.IOException;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/** One writable volume: its head, and the lock that lets reads run beside each other. */
final class Volume {
  final VolumeId id;
  final Head head;
  private final StoreContext store;
  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
  private volatile boolean deleted;
  private volatile @Nullable String damage;

  /** Where hydration goes on; everything before is filled. Under the write lock. */
  int hydratedBlocks;

  Volume(VolumeId id, Head head, StoreContext store) {
    this.id = id;
    this.head = head;
    this.store = store;
  }

  Lock readLock() {
    return lock.readLock();
  }

  Lock writeLock() {
    return lock.writeLock();
  }

  void damaged(String text) {
    damage = text;
  }

  boolean isDamaged() {
    return damage != null || head.chain().isDamaged();
  }

  /** To be called with a lock held. */
  void checkUsable() {
    if (deleted) {
      throw new NotFoundException("expected volume " + id + ", but it was deleted");
    }
    String text = damage;
    if (text != null) {
      throw new CorruptDataException("volume " + id + " cannot be read: " + text);
    }
    head.chain().checkReadable();
  }

  void checkInside(long startByte, long lengthBytes) {
    if (lengthBytes > 0) {
      PageRange.ofLength(startByte, lengthBytes).checkInside(head.sizeBytes());
    }
  }

  VolumeState state() {
    ImageView source = head.source();
    return new VolumeState(
        id, head.chain().id, head.sizeBytes(), source == null ? null : source.layer().id());
  }

  /** Writes size and source durably. */
  void save() throws IOException {
    VolumeState state = state();
    save(store, id, new VolumeFile(state.sizeBytes(), state.source()));
  }

  static void save(StoreContext store, VolumeId id, VolumeFile content) throws IOException {
    store.directory().replace(store.directory().volume(id).resolve("VOLUME"), content.encode());
  }

  /** Removes the volume; from the moment VOLUME is gone, a crash finishes the rest at open. */
  void delete() throws IOException {
    store.directory().files().delete(store.directory().volume(id).resolve("VOLUME"));
    store.directory().files().syncDirectory(store.directory().volume(id));
    deleted = true;
    if (damage == null) {
      head.discard();
    }
    StoreLoader.removeDirectory(store.directory().files(), store.directory().volume(id));
  }

  /** Adopts blocks of the source that hold data, at most so many; true once all are. */
  boolean adoptSome(long blocksMax) {
    ImageView source = head.source();
    if (source == null) {
      return true;
    }
    long left = blocksMax;
    int block = source.nextBlock(hydratedBlocks);
    while (block >= 0 && left > 0) {
      BlockVersion version = source.version(block);
      if (!version.isZero() && head.isUnfilled(block)) {
        // Reading checks the block, so that a rotten one is found while the source still exists.
        store.segments().records().read(version, source);
        head.adopt(version);
        left--;
      }
      hydratedBlocks = block + 1;
      block = source.nextBlock(hydratedBlocks);
    }
    if (block < 0) {
      hydratedBlocks = Geometry.blocksOf(source.sizeBytes());
    }
    return block < 0;
  }
}

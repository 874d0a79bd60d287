package dev.snapledger.blockstore.local;

import static dev.snapledger.blockstore.geometry.Geometry.PART_BYTES;

import dev.snapledger.blockstore.api.DiffPrecision;
import dev.snapledger.blockstore.geometry.Geometry;
import java.util.Arrays;
import java.util.function.Supplier;
import org.roaringbitmap.PeekableIntIterator;
import org.roaringbitmap.buffer.MutableRoaringBitmap;

/**
 * Lists the parts that differ between two images of a chain.
 *
 * <p>Candidates are the dirty masks of all layers after the older image up to the newer one; the
 * version index gives them block by block, so the cost follows the changes, not the disk. A block
 * whose stored version is the same at both ends has not changed.
 */
final class DiffWalk implements Supplier<MaskedBlock> {
  private final LocalBlockStore store;
  private final ImageView from;
  private final ImageView to;
  private final DiffPrecision precision;
  private final Chain chain;
  private final PeekableIntIterator blocks;

  DiffWalk(LocalBlockStore store, ImageView from, ImageView to, DiffPrecision precision) {
    this.store = store;
    this.from = from;
    this.to = to;
    this.precision = precision;
    this.chain = to.layer().chain;
    this.blocks = changedBlocks().getIntIterator();
  }

  private int older() {
    return Math.min(from.layer().ordinal(), to.layer().ordinal());
  }

  private int newer() {
    return Math.max(from.layer().ordinal(), to.layer().ordinal());
  }

  private MutableRoaringBitmap changedBlocks() {
    MutableRoaringBitmap changed = new MutableRoaringBitmap();
    chain.lock.readLock().lock();
    try {
      for (Layer layer : chain.layersBetween(older(), newer())) {
        changed.or(layer.delta.blocks());
      }
    } finally {
      chain.lock.readLock().unlock();
    }
    return changed;
  }

  @Override
  public MaskedBlock get() {
    while (blocks.hasNext()) {
      MaskedBlock block = changed(blocks.next());
      if ((block.dataMask() | block.clearedMask()) != 0) {
        return block;
      }
    }
    checkLive();
    return MaskedBlock.END;
  }

  private MaskedBlock changed(int block) {
    BlockVersion before;
    BlockVersion after;
    int dirty = 0;
    chain.lock.readLock().lock();
    try {
      before = chain.versionLocked(block, from.layer().ordinal());
      after = chain.versionLocked(block, to.layer().ordinal());
      for (long entry : chain.index().versionsBetween(block, older(), newer())) {
        dirty |= chain.delta(VersionIndex.ordinal(entry)).dirtyMask(VersionIndex.rank(entry));
      }
    } finally {
      chain.lock.readLock().unlock();
    }
    checkLive();
    if (before.locator() == after.locator()) {
      return new MaskedBlock(block, 0, 0);
    }
    int changed = precision == DiffPrecision.CONTENT ? dirty & differing(before, after) : dirty;
    return new MaskedBlock(block, changed & after.dataMask(), changed & ~after.dataMask());
  }

  /** To be called after looking: had a delete come first, layers were missing then. */
  private void checkLive() {
    from.checkLive();
    to.checkLive();
  }

  private int differing(BlockVersion before, BlockVersion after) {
    byte[] old = store.bytes(before, from);
    byte[] now = store.bytes(after, to);
    int mask = 0;
    for (int part = 0; part < Geometry.PARTS_PER_BLOCK; part++) {
      int start = part * PART_BYTES;
      int end = start + PART_BYTES;
      mask |= Arrays.equals(old, start, end, now, start, end) ? 0 : 1 << part;
    }
    return mask;
  }
}

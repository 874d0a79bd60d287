package dev.snapledger.blockstore.local;

import static dev.snapledger.blockstore.geometry.Geometry.PART_BYTES;

import dev.snapledger.blockstore.api.DiffPrecision;
import dev.snapledger.blockstore.geometry.Geometry;
import java.util.Arrays;

/**
 * Lists the parts that differ between two images of a chain.
 *
 * <p>Candidates are the dirty masks of all layers after the older image up to the newer one, so the
 * cost follows the changes, not the disk; {@link DiffReader} collects them window by window. For
 * one thread.
 */
final class DiffWalk implements MaskedBlocks {
  private final LocalBlockStore store;
  private final Requests requests;
  private final ImageView from;
  private final ImageView to;
  private final DiffPrecision precision;
  private final WindowsAhead windows;
  private DiffWindow window;
  private int changed;

  DiffWalk(
      LocalBlockStore store,
      Requests requests,
      ImageView from,
      ImageView to,
      DiffPrecision precision,
      WindowsAhead windows) {
    this.store = store;
    this.requests = requests;
    this.from = from;
    this.to = to;
    this.precision = precision;
    this.windows = windows;
    this.window = windows.window();
  }

  @Override
  public boolean next() {
    while (true) {
      while (window.next()) {
        changed = changedParts();
        if (changed != 0) {
          return true;
        }
      }
      if (!windows.advance()) {
        return false;
      }
      window = windows.window();
    }
  }

  private int changedParts() {
    int dirty = window.dirtyMask();
    return precision == DiffPrecision.CONTENT ? dirty & requests.using(this::differing) : dirty;
  }

  @Override
  public int blockIndex() {
    return window.blockIndex();
  }

  @Override
  public int dataMask() {
    return changed & window.dataMask();
  }

  @Override
  public int clearedMask() {
    return changed & ~window.dataMask();
  }

  private int differing() {
    byte[] old = store.bytes(from.version(window.blockIndex()), from);
    byte[] now = store.bytes(to.version(window.blockIndex()), to);
    int mask = 0;
    for (int part = 0; part < Geometry.PARTS_PER_BLOCK; part++) {
      int start = part * PART_BYTES;
      int end = start + PART_BYTES;
      mask |= Arrays.equals(old, start, end, now, start, end) ? 0 : 1 << part;
    }
    return mask;
  }
}

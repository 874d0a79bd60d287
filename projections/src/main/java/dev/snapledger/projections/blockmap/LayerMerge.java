package dev.snapledger.projections.blockmap;

import dev.snapledger.commands.id.SnapshotId;
import dev.snapledger.projections.engine.ViewReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Walks several layers at once, block by block.
 *
 * <p>For each block that any layer has it tells the masks of the parts that the <em>changing</em>
 * layers wrote, and the entry of the newest <em>visible</em> layer, which is what a reader sees. It
 * works through windows of 65,536 blocks, laying one layer after the other over the window. Memory:
 * under 1 MiB for the window and for each layer about 100 bytes, 8 bytes per part of it, and, up to
 * {@link #LAYERS_HELD_MAX} layers, a chunk of 12 KiB. For one thread; nothing to close.
 */
public final class LayerMerge {
  /** Layers of which the chunk last read is kept between windows. */
  static final int LAYERS_HELD_MAX = 1_024;

  private static final int WINDOW_BLOCKS = 65_536;

  private final List<Source> sources = new ArrayList<>();
  private final BitSet present = new BitSet(WINDOW_BLOCKS);
  private final char[] changed = new char[WINDOW_BLOCKS];
  private final char[] dirty = new char[WINDOW_BLOCKS];
  private final char[] data = new char[WINDOW_BLOCKS];
  private final int[] crcs = new int[WINDOW_BLOCKS];
  private int windowStart;
  private int at = -1;

  /**
   * A layer and its part in the merge.
   *
   * @param snapshotId whose layer it is
   * @param changing whether what it wrote counts as changed
   * @param visible whether it is below what a reader sees
   */
  public record Layer(SnapshotId snapshotId, boolean changing, boolean visible) {}

  private record Source(LayerCursor cursor, Layer layer) {}

  /**
   * Starts before the first block that is at least {@code firstBlock}.
   *
   * @param layers complete ones; visible ones oldest first
   */
  public LayerMerge(ViewReader reader, List<Layer> layers, int firstBlock) {
    for (Layer layer : layers) {
      LayerCursor cursor = LayerCursor.from(reader, layer.snapshotId(), firstBlock);
      if (cursor.advance()) {
        sources.add(new Source(cursor, layer));
        release(cursor, layers.size());
      }
    }
  }

  /** Moves to the next block that any layer has; false when there is none. */
  public boolean advance() {
    at = present.nextSetBit(at + 1);
    if (at < 0 && fill()) {
      at = present.nextSetBit(0);
    }
    return at >= 0;
  }

  /** Lays all layers over the next window that is not empty; false when there is none. */
  private boolean fill() {
    present.clear();
    sources.removeIf(source -> source.cursor().ended());
    if (sources.isEmpty()) {
      return false;
    }
    Arrays.fill(changed, (char) 0);
    Arrays.fill(dirty, (char) 0);
    Arrays.fill(data, (char) 0);
    Arrays.fill(crcs, 0);
    windowStart = sources.stream().mapToInt(source -> source.cursor().block()).min().orElseThrow();
    sources.forEach(this::lay);
    return true;
  }

  private void lay(Source source) {
    LayerCursor cursor = source.cursor();
    Layer layer = source.layer();
    if (cursor.block() - windowStart >= WINDOW_BLOCKS) {
      return;
    }
    do {
      int index = cursor.block() - windowStart;
      if (index >= WINDOW_BLOCKS) {
        break;
      }
      present.set(index);
      if (layer.changing()) {
        changed[index] |= (char) cursor.dirtyMask();
      }
      if (layer.visible()) {
        dirty[index] = (char) cursor.dirtyMask();
        data[index] = (char) cursor.dataMask();
        crcs[index] = cursor.crc32c();
      }
    } while (cursor.advance());
    release(cursor, sources.size());
  }

  private static void release(LayerCursor cursor, int layers) {
    if (layers > LAYERS_HELD_MAX) {
      cursor.release();
    }
  }

  /** The block this is at. */
  public int block() {
    return windowStart + at;
  }

  /** Parts written by any changing layer. */
  public int changedMask() {
    return changed[at];
  }

  /** Parts written by the newest visible layer; 0 if no visible layer has the block. */
  public int newestDirtyMask() {
    return dirty[at];
  }

  /** Parts that hold data as a reader sees it; 0 if no visible layer has the block. */
  public int dataMask() {
    return data[at];
  }

  /** Checksum of the block as a reader sees it; 0 if no visible layer has the block. */
  public int crc32c() {
    return crcs[at];
  }
}

package dev.snapledger.blockstore.local;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.roaringbitmap.ContainerBatchIterator;
import org.roaringbitmap.buffer.MappeableContainerPointer;

/**
 * Reads the entries of several deltas side by side, in windows of 65,536 blocks, so that what is
 * kept for the blocks of a window stays in the processor's cache, and each delta is read from its
 * start to its end.
 *
 * <p>Windows are asked for in ascending order. For one thread.
 */
final class WindowWalk {
  /** 4 GiB of disk; the length of a container of a roaring bitmap. */
  static final int WINDOW_BLOCKS = 1 << 16;

  /** After the last window. */
  static final int END = Integer.MAX_VALUE;

  /** Entries that are given at once. */
  static final int BATCH_BLOCKS = 256;

  private final List<Source> sources = new ArrayList<>();
  private final int[] batch = new int[BATCH_BLOCKS];

  /** Told entries of a layer: in a window layer by layer in the given order, then by block. */
  @FunctionalInterface
  interface BatchVisitor {
    /**
     * Some entries, one behind the other in their delta.
     *
     * @param blocks their blocks, ascending; valid until this returns
     * @param count how many of them there are, at most {@link #BATCH_BLOCKS}
     * @param firstRank position of the first among the entries of its delta
     */
    void visit(Layer layer, int[] blocks, int count, int firstRank);
  }

  /** Told one entry after the other, in the same order. */
  @FunctionalInterface
  interface EntryVisitor {
    /**
     * An entry.
     *
     * @param rank its position among the entries of its delta
     */
    void visit(Layer layer, int blockIndex, int rank);

    /** Passes the entries of batches on. */
    default BatchVisitor ofBatches() {
      return (layer, blocks, count, firstRank) -> {
        for (int i = 0; i < count; i++) {
          visit(layer, blocks[i], firstRank + i);
        }
      };
    }
  }

  /** Whether a layer can still be read: the file of one that was taken out is cut. */
  @FunctionalInterface
  interface Presence {
    boolean holds(Layer layer);
  }

  /** A delta and how far it was read. */
  private static final class Source {
    private final Layer layer;
    private final MappeableContainerPointer containers;
    private int rank;

    Source(Layer layer) {
      this.layer = layer;
      this.containers = layer.delta.blocks().getContainerPointer();
    }

    int window() {
      return containers.hasContainer() ? containers.key() : END;
    }

    void pass() {
      rank += containers.getCardinality();
      containers.advance();
    }

    boolean skipTo(int window) {
      while (window() < window) {
        pass();
      }
      return window() == window;
    }
  }

  /** Walks layers in the order in which they are given. */
  WindowWalk(Collection<Layer> layers) {
    layers.forEach(layer -> sources.add(new Source(layer)));
  }

  /** The first window at or after {@code from} in which one of the layers has an entry. */
  int next(int from, Presence presence) {
    int next = END;
    for (Source source : sources) {
      if (presence.holds(source.layer)) {
        boolean _ = source.skipTo(from);
        next = Math.min(next, source.window());
      }
    }
    return next;
  }

  /** How many entries a window has in all layers. */
  long count(int window, Presence presence) {
    long count = 0;
    for (Source source : sources) {
      if (presence.holds(source.layer) && source.skipTo(window)) {
        count += source.containers.getCardinality();
      }
    }
    return count;
  }

  /** Gives all entries of a window, and passes it. */
  void take(int window, Presence presence, BatchVisitor visitor) {
    for (Source source : sources) {
      if (presence.holds(source.layer) && source.skipTo(window)) {
        take(source, visitor);
      }
    }
  }

  /** Gives all entries of all layers. */
  void takeAll(BatchVisitor visitor) {
    Presence all = _ -> true;
    for (int window = next(0, all); window != END; window = next(window + 1, all)) {
      take(window, all, visitor);
    }
  }

  private void take(Source source, BatchVisitor visitor) {
    int key = source.containers.key() << 16;
    int rank = source.rank;
    ContainerBatchIterator blocks = source.containers.getContainer().getBatchIterator();
    while (blocks.hasNext()) {
      int count = blocks.next(key, batch);
      visitor.visit(source.layer, batch, count, rank);
      rank += count;
    }
    source.pass();
  }
}

package dev.snapledger.projections.blockmap;

import dev.snapledger.blockstore.api.BlockEntry;
import dev.snapledger.blockstore.api.Cursor;
import dev.snapledger.commands.id.SnapshotId;
import dev.snapledger.projections.engine.RowCursor;
import dev.snapledger.projections.engine.ViewReader;
import dev.snapledger.projections.row.KeyRange;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Layers and block maps, as published. */
public final class BlockMaps {
  /**
   * Most layers one block map may have: a snapshot an hour for seven years, those that were deleted
   * among them.
   */
  public static final int CHAIN_LAYERS_MAX = 65_536;

  private BlockMaps() {}

  /** Returns what is known of a snapshot's layer, or null if nothing was published of it. */
  public static @Nullable BlockMapLayer findLayer(ViewReader reader, SnapshotId snapshotId) {
    return reader.find(BlockMapTables.LAYERS, BlockMapTables.layerKey(snapshotId));
  }

  /** All layers by snapshot id; to be closed. */
  public static RowCursor<BlockMapLayer> layers(ViewReader reader) {
    return reader.scan(BlockMapTables.LAYERS, KeyRange.ALL);
  }

  /** Layers on which something was published that cannot be, or differs from before. */
  public static List<BlockMapLayer> conflicting(ViewReader reader) {
    List<BlockMapLayer> found = new ArrayList<>();
    try (RowCursor<BlockMapLayer> layers = layers(reader)) {
      layers.forEachRemaining(
          row -> {
            if (row.value().conflicts() > 0) {
              found.add(row.value());
            }
          });
    }
    return found;
  }

  /** The entries of one snapshot's layer by rising block, as published; it must be complete. */
  public static Cursor<BlockEntry> entriesOfLayer(ViewReader reader, SnapshotId snapshotId) {
    return new LayerEntries(LayerCursor.from(reader, snapshotId, 0));
  }

  /**
   * All blocks with data at a snapshot by rising block: for each the entry of the newest layer that
   * has it.
   *
   * @throws BlockMapMissingException if a layer below it is not complete
   */
  public static Cursor<BlockEntry> entriesOf(ViewReader reader, SnapshotId snapshotId) {
    List<LayerMerge.Layer> layers =
        chainOf(reader, snapshotId, null).stream()
            .map(id -> new LayerMerge.Layer(id, false, true))
            .toList();
    return new MapEntries(new LayerMerge(reader, layers, 0));
  }

  /**
   * The snapshots whose layers make the block map of one, oldest first, itself last.
   *
   * @param stop where to stop going down, this one not included; null to go to the end
   * @throws BlockMapMissingException if one of them is not complete
   */
  public static List<SnapshotId> chainOf(
      ViewReader reader, SnapshotId snapshotId, @Nullable SnapshotId stop) {
    List<SnapshotId> chain = new ArrayList<>();
    SnapshotId next = snapshotId;
    while (next != null && !next.equals(stop)) {
      BlockMapLayer layer = findLayer(reader, next);
      if (layer == null || !layer.complete()) {
        int partsFound = layer == null ? 0 : layer.partsFound();
        throw new BlockMapMissingException(next, partsFound, chain.size());
      }
      if (chain.size() == CHAIN_LAYERS_MAX) {
        throw new IllegalStateException(
            "expected at most %d layers below snapshot %s, but found more"
                .formatted(CHAIN_LAYERS_MAX, snapshotId));
      }
      chain.add(next);
      next = layer.parentSnapshotId();
    }
    return chain.reversed();
  }

  private static final class LayerEntries implements Cursor<BlockEntry> {
    private final LayerCursor cursor;
    private boolean more;

    LayerEntries(LayerCursor cursor) {
      this.cursor = cursor;
      this.more = cursor.advance();
    }

    @Override
    public boolean hasNext() {
      return more;
    }

    @Override
    public BlockEntry next() {
      if (!more) {
        throw new NoSuchElementException("expected another block, but the layer ends here");
      }
      BlockEntry entry =
          new BlockEntry(cursor.block(), cursor.dirtyMask(), cursor.dataMask(), cursor.crc32c());
      more = cursor.advance();
      return entry;
    }
  }

  private static final class MapEntries implements Cursor<BlockEntry> {
    private final LayerMerge merge;
    private @Nullable BlockEntry next;

    MapEntries(LayerMerge merge) {
      this.merge = merge;
      this.next = find();
    }

    @Override
    public boolean hasNext() {
      return next != null;
    }

    @Override
    public BlockEntry next() {
      BlockEntry entry =
          Objects.requireNonNull(next, "expected another block, but the map ends here");
      next = find();
      return entry;
    }

    private @Nullable BlockEntry find() {
      while (merge.advance()) {
        if (merge.dataMask() != 0) {
          return new BlockEntry(
              merge.block(), merge.newestDirtyMask(), merge.dataMask(), merge.crc32c());
        }
      }
      return null;
    }
  }
}

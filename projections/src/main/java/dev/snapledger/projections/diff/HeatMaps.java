package dev.snapledger.projections.diff;

import dev.snapledger.blockstore.geometry.Geometry;
import dev.snapledger.commands.id.SnapshotId;
import dev.snapledger.projections.answer.Answer;
import dev.snapledger.projections.answer.QueryError;
import dev.snapledger.projections.answer.QueryError.BlockMapNotReady;
import dev.snapledger.projections.answer.QueryError.InvalidQuery;
import dev.snapledger.projections.blockmap.BlockMapGoneException;
import dev.snapledger.projections.blockmap.BlockMapMissingException;
import dev.snapledger.projections.blockmap.BlockMaps;
import dev.snapledger.projections.blockmap.LayerMerge;
import dev.snapledger.projections.chain.SnapshotRow;
import dev.snapledger.projections.chain.Snapshots;
import dev.snapledger.projections.engine.ViewReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Heat maps of snapshots. Making one reads the whole block map, so that few are made at a time; as
 * the map of a completed snapshot never changes, the last ones are kept. Safe for many threads.
 */
public final class HeatMaps {
  /** Maps that are kept, of up to 32 KiB each. */
  static final int HEATMAPS_KEPT_MAX = 128;

  /** Maps that are made at a time. */
  static final int HEATMAPS_AT_ONCE_MAX = 2;

  private final Semaphore places = new Semaphore(HEATMAPS_AT_ONCE_MAX);
  private final Map<Kept, HeatMap> kept =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Kept, HeatMap> eldest) {
          return size() > HEATMAPS_KEPT_MAX;
        }
      };

  private record Kept(SnapshotId snapshotId, HeatMap.Of of) {}

  /**
   * The map of a snapshot.
   *
   * @param cellsMax most cells, 1 to {@link HeatMap#HEAT_CELLS_MAX}
   */
  public Answer<HeatMap> of(ViewReader reader, SnapshotId snapshotId, HeatMap.Of of, int cellsMax) {
    if (cellsMax < 1 || cellsMax > HeatMap.HEAT_CELLS_MAX) {
      return refused(
          new InvalidQuery(
              "expected 1 to %d cells, but found %d".formatted(HeatMap.HEAT_CELLS_MAX, cellsMax)));
    }
    SnapshotRow row = Snapshots.find(reader, snapshotId);
    QueryError refusal = row == null ? Diffs.notFound(snapshotId) : Diffs.notReadable(row, null);
    if (row == null || refusal != null) {
      return refused(Objects.requireNonNull(refusal));
    }
    HeatMap known = find(snapshotId, of);
    return known == null ? made(reader, row, of, cellsMax) : found(known, cellsMax);
  }

  private Answer<HeatMap> made(ViewReader reader, SnapshotRow row, HeatMap.Of of, int cellsMax) {
    if (!places.tryAcquire()) {
      return refused(new QueryError.TooBusy("heat maps", HEATMAPS_AT_ONCE_MAX));
    }
    try {
      HeatMap map = make(reader, row, of);
      synchronized (kept) {
        kept.put(new Kept(row.snapshotId(), of), map);
      }
      return found(map, cellsMax);
    } catch (BlockMapMissingException e) {
      return refused(new BlockMapNotReady(e.snapshotId(), e.partsFound()));
    } catch (BlockMapGoneException e) {
      return refused(new BlockMapNotReady(e.snapshotId(), 0));
    } finally {
      places.release();
    }
  }

  private @Nullable HeatMap find(SnapshotId snapshotId, HeatMap.Of of) {
    synchronized (kept) {
      return kept.get(new Kept(snapshotId, of));
    }
  }

  /** The finest map there is. */
  private static HeatMap make(ViewReader reader, SnapshotRow row, HeatMap.Of of) {
    LayerMerge merge = new LayerMerge(reader, layers(reader, row.snapshotId(), of), 0);
    int blocksOfCell = 1;
    int blocks = Geometry.blocksOf(row.sizeBytes());
    while ((blocks + blocksOfCell - 1) / blocksOfCell > HeatMap.HEAT_CELLS_MAX) {
      blocksOfCell *= 2;
    }
    long[] cells = new long[(blocks + blocksOfCell - 1) / blocksOfCell];
    while (merge.advance() && merge.block() < blocks) {
      int mask = of == HeatMap.Of.DATA ? merge.dataMask() : merge.changedMask();
      cells[merge.block() / blocksOfCell] += bytes(merge.block(), mask, row.sizeBytes());
    }
    List<Long> list = new ArrayList<>(cells.length);
    for (long cell : cells) {
      list.add(cell);
    }
    return new HeatMap(
        row.snapshotId(), row.sizeBytes(), of, (long) blocksOfCell * Geometry.BLOCK_BYTES, list);
  }

  private static List<LayerMerge.Layer> layers(
      ViewReader reader, SnapshotId snapshotId, HeatMap.Of of) {
    List<SnapshotId> chain = BlockMaps.chainOf(reader, snapshotId, null);
    return switch (of) {
      case DATA -> chain.stream().map(id -> new LayerMerge.Layer(id, false, true)).toList();
      case CHANGES -> List.of(new LayerMerge.Layer(snapshotId, true, true));
    };
  }

  /** The last part of a disk may be cut. */
  private static long bytes(int block, int mask, long sizeBytes) {
    long bytes = 0;
    for (int part = 0; part < Geometry.PARTS_PER_BLOCK; part++) {
      if (((mask >>> part) & 1) != 0) {
        long start = Geometry.startOf(block) + (long) part * Geometry.PART_BYTES;
        bytes += Math.clamp(sizeBytes - start, 0, Geometry.PART_BYTES);
      }
    }
    return bytes;
  }

  private static Answer<HeatMap> found(HeatMap map, int cellsMax) {
    return new Answer.Found<>(map.foldedTo(cellsMax));
  }

  private static Answer<HeatMap> refused(QueryError error) {
    return new Answer.Refused<>(error);
  }
}

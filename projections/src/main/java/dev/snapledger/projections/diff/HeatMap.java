package dev.snapledger.projections.diff;

import dev.snapledger.commands.id.SnapshotId;
import java.util.ArrayList;
import java.util.List;

/**
 * How full a snapshot is, cell by cell.
 *
 * @param snapshotId the snapshot
 * @param sizeBytes its size in bytes
 * @param of what is counted
 * @param cellBytes bytes of a cell: a power of two, at least 64 KiB
 * @param cells bytes that count in each cell, in whole 4 KiB parts
 */
public record HeatMap(
    SnapshotId snapshotId, long sizeBytes, Of of, long cellBytes, List<Long> cells) {
  /** Most cells of a map. */
  public static final int HEAT_CELLS_MAX = 4_096;

  /** What is counted. */
  public enum Of {
    /** What holds data. */
    DATA,
    /** What was written or cleared since the parent. */
    CHANGES
  }

  public HeatMap {
    cells = List.copyOf(cells);
  }

  /** The same with cells so large that there are no more than so many. */
  HeatMap foldedTo(int cellsMax) {
    HeatMap map = this;
    while (map.cells().size() > cellsMax) {
      List<Long> halves = new ArrayList<>();
      for (int i = 0; i < map.cells().size(); i += 2) {
        halves.add(map.cells().get(i) + (i + 1 < map.cells().size() ? map.cells().get(i + 1) : 0L));
      }
      map = new HeatMap(snapshotId, sizeBytes, of, map.cellBytes() * 2, halves);
    }
    return map;
  }
}

package dev.snapledger.projections.diff;

import dev.snapledger.commands.id.SnapshotId;
import dev.snapledger.projections.blockmap.BlockMapLayer;
import dev.snapledger.projections.blockmap.BlockMaps;
import dev.snapledger.projections.blockmap.LayerMerge.Layer;
import dev.snapledger.projections.engine.ViewReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which layers a diff is made of.
 *
 * <p>What one end is layered on and the other is not has changed; what both share has not. What the
 * {@code to} end shows is told by the layers below it.
 */
final class DiffLayers {
  private DiffLayers() {}

  /**
   * The layers to merge, those below {@code to} oldest first.
   *
   * @throws dev.snapledger.projections.blockmap.BlockMapMissingException if one is not complete
   */
  static List<Layer> between(ViewReader reader, SnapshotId from, SnapshotId to) {
    List<SnapshotId> below = BlockMaps.chainOf(reader, to, from);
    if (below.isEmpty() || endsAt(reader, below.getFirst(), from)) {
      // The usual case: only newer layers changed anything, and each changed block is in one.
      return below.stream().map(id -> new Layer(id, true, true)).toList();
    }
    Set<SnapshotId> shared = new HashSet<>(below);
    List<SnapshotId> others = BlockMaps.chainOf(reader, from, null);
    shared.retainAll(others);
    List<Layer> layers = new ArrayList<>();
    for (SnapshotId id : others) {
      if (!shared.contains(id)) {
        layers.add(new Layer(id, true, false));
      }
    }
    for (SnapshotId id : below) {
      layers.add(new Layer(id, !shared.contains(id), true));
    }
    return layers;
  }

  private static boolean endsAt(ViewReader reader, SnapshotId oldest, SnapshotId from) {
    BlockMapLayer layer = BlockMaps.findLayer(reader, oldest);
    return layer != null && from.equals(layer.parentSnapshotId());
  }
}

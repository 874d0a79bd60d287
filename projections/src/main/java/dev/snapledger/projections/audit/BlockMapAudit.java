package dev.snapledger.projections.audit;

import dev.snapledger.commands.id.SnapshotId;
import dev.snapledger.projections.blockmap.BlockMapLayer;
import dev.snapledger.projections.blockmap.BlockMaps;
import dev.snapledger.projections.chain.SnapshotChanges;
import dev.snapledger.projections.chain.SnapshotContent;
import dev.snapledger.projections.chain.SnapshotRow;
import dev.snapledger.projections.chain.SnapshotState;
import dev.snapledger.projections.chain.Snapshots;
import dev.snapledger.projections.engine.RowCursor;
import dev.snapledger.projections.engine.ViewReader;
import dev.snapledger.projections.row.KeyRange;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Checks what was published as block maps against what the events say of the same snapshots.
 * Streams over all snapshots and layers; comparing maps with the blockstore is for whoever has one.
 */
public final class BlockMapAudit {
  private BlockMapAudit() {}

  /**
   * Something that does not fit.
   *
   * @param snapshotId whose block map it is
   * @param what what was expected, and what was found
   */
  public record Finding(SnapshotId snapshotId, String what) {}

  /**
   * Hands every finding to the consumer, and returns the number of completed snapshots checked.
   *
   * @param reader a read view at which both feeds were applied to their ends
   */
  public static long check(ViewReader reader, Consumer<Finding> findings) {
    long checked = 0;
    try (RowCursor<SnapshotRow> snapshots = reader.scan(Snapshots.TABLE, KeyRange.ALL)) {
      while (snapshots.hasNext()) {
        SnapshotRow row = snapshots.next().value();
        SnapshotContent content = row.content();
        if (row.state() == SnapshotState.COMPLETED && content != null) {
          checked++;
          report(row, fault(BlockMaps.findLayer(reader, row.snapshotId()), row, content), findings);
        }
      }
    }
    for (BlockMapLayer layer : BlockMaps.conflicting(reader)) {
      findings.accept(
          new Finding(
              layer.snapshotId(),
              "%d conflicts; the first: %s".formatted(layer.conflicts(), layer.firstConflict())));
    }
    return checked;
  }

  private static void report(SnapshotRow row, @Nullable String fault, Consumer<Finding> findings) {
    if (fault != null) {
      findings.accept(new Finding(row.snapshotId(), fault));
    }
  }

  private static @Nullable String fault(
      @Nullable BlockMapLayer layer, SnapshotRow row, SnapshotContent content) {
    if (layer == null) {
      return "expected a block map, but nothing was published";
    }
    if (!layer.complete()) {
      return "expected %d parts, but found %d".formatted(layer.parts(), layer.partsFound());
    }
    if (layer.sizeBytes() != row.sizeBytes()) {
      return "expected a size of %d bytes, but found %d"
          .formatted(row.sizeBytes(), layer.sizeBytes());
    }
    SnapshotChanges changes = content.changes();
    return changes == null ? null : fault(layer, changes);
  }

  private static @Nullable String fault(BlockMapLayer layer, SnapshotChanges changes) {
    if (layer.parts() != changes.blockMapParts()) {
      return "expected %d parts, but found %d".formatted(changes.blockMapParts(), layer.parts());
    }
    return layer.entries() == changes.changedBlocks()
        ? null
        : "expected %d entries, but found %d".formatted(changes.changedBlocks(), layer.entries());
  }
}

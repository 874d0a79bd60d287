package dev.snapledger.projections.blockmap;

import dev.snapledger.commands.blockmap.BlockMapPart;
import dev.snapledger.commands.id.SnapshotId;
import dev.snapledger.projections.engine.BlockMapSink;
import dev.snapledger.projections.engine.LogPosition;
import dev.snapledger.projections.engine.RowCursor;
import dev.snapledger.projections.engine.ViewBatch;
import dev.snapledger.projections.row.Key;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the layers of block maps from the parts that are published.
 *
 * <p>A part that cannot be, or differs from what is complete, is not taken; it is counted, and the
 * audit tells of it. That never stops the partition: the snapshot's bytes are in the blockstore,
 * and right or wrong there by their own checksums.
 */
public final class BlockMapProjection implements BlockMapSink {
  @Override
  public void apply(BlockMapPart part, LogPosition position, ViewBatch batch) {
    if (ended(part, batch)) {
      return;
    }
    BlockMapLayer layer = batch.find(BlockMapTables.LAYERS, layerKey(part));
    if (layer != null && !layer.subscriptionId().equals(part.subscriptionId())) {
      // The layer belongs to another partition, which alone may write it.
      return;
    }
    String fault = BlockEntries.findFault(part);
    if (fault != null) {
      BlockMapLayer faulty = layer == null ? BlockMapLayer.of(part, 0, null) : layer;
      put(batch, faulty.withConflict("part %d: %s".formatted(part.part(), fault)));
    } else if (layer == null) {
      put(batch, take(part, BlockMapLayer.of(part, 0, null), batch));
    } else {
      put(batch, again(part, layer, batch));
    }
  }

  private static boolean ended(BlockMapPart part, ViewBatch batch) {
    UUID owner = part.familyId() == null ? part.snapshotId().value() : part.familyId().value();
    return batch.find(BlockMapTables.ENDED, BlockMapTables.ownerKey(owner, part.subscriptionId()))
        != null;
  }

  /** A part of a layer of which something was published before. */
  private static BlockMapLayer again(BlockMapPart part, BlockMapLayer layer, ViewBatch batch) {
    if (!layer.sameShape(part)) {
      String conflict =
          "expected part %d as one of %d of a snapshot of %d bytes on %s, but found one of %d, %d, %s"
              .formatted(
                  part.part(),
                  layer.parts(),
                  layer.sizeBytes(),
                  layer.parentSnapshotId(),
                  part.parts(),
                  part.sizeBytes(),
                  part.parentSnapshotId());
      return layer.complete()
          ? layer.withConflict(conflict)
          : startAgain(part, layer, batch, conflict);
    }
    PartRow before = partRow(part, batch);
    if (before == null) {
      return take(part, layer, batch);
    }
    if (before.equals(BlockEntries.of(part).summary())) {
      return layer;
    }
    BlockMapLayer conflicting =
        layer.withConflict(
            "expected part %d as published before, but found another".formatted(part.part()));
    return layer.complete() ? conflicting : take(part, conflicting, batch);
  }

  private static BlockMapLayer startAgain(
      BlockMapPart part, BlockMapLayer layer, ViewBatch batch, String conflict) {
    removeParts(part.snapshotId(), batch);
    BlockMapLayer conflicting = layer.withConflict(conflict);
    return take(
        part, BlockMapLayer.of(part, conflicting.conflicts(), conflicting.firstConflict()), batch);
  }

  /** Stores a part, in place of one with its number if there is one. */
  private static BlockMapLayer take(BlockMapPart part, BlockMapLayer layer, ViewBatch batch) {
    SnapshotId snapshotId = part.snapshotId();
    PartRow before = partRow(part, batch);
    if (before != null) {
      for (int chunk = 0; chunk < before.chunks(); chunk++) {
        batch.remove(
            BlockMapTables.CHUNKS, BlockMapTables.chunkKey(snapshotId, part.part(), chunk));
      }
    }
    BlockEntries entries = BlockEntries.of(part);
    PartRow row = entries.summary();
    batch.put(BlockMapTables.PARTS, BlockMapTables.partKey(snapshotId, part.part()), row);
    for (int chunk = 0; chunk < row.chunks(); chunk++) {
      batch.put(
          BlockMapTables.CHUNKS,
          BlockMapTables.chunkKey(snapshotId, part.part(), chunk),
          entries.chunk(chunk));
    }
    int partsFound = layer.partsFound() + (before == null ? 1 : 0);
    long count = layer.entries() + row.entries() - (before == null ? 0 : before.entries());
    return checked(layer.withParts(partsFound, count, partsFound == layer.parts()), batch);
  }

  /** A layer with all its parts is complete only if their blocks rise from part to part. */
  private static BlockMapLayer checked(BlockMapLayer layer, ViewBatch batch) {
    if (!layer.complete()) {
      return layer;
    }
    int last = -1;
    try (RowCursor<PartRow> parts =
        batch.scanPrefix(BlockMapTables.PARTS, BlockMapTables.layerKey(layer.snapshotId()))) {
      while (parts.hasNext()) {
        PartRow part = parts.next().value();
        if (part.entries() > 0 && part.firstBlock() <= last) {
          String conflict =
              "expected parts with rising blocks, but found block %d after %d"
                  .formatted(part.firstBlock(), last);
          return layer.withParts(layer.partsFound(), layer.entries(), false).withConflict(conflict);
        }
        last = Math.max(last, part.lastBlock());
      }
    }
    return layer;
  }

  private static void put(ViewBatch batch, BlockMapLayer layer) {
    batch.put(BlockMapTables.LAYERS, BlockMapTables.layerKey(layer.snapshotId()), layer);
    if (layer.familyId() != null) {
      batch.put(
          BlockMapTables.BY_FAMILY,
          BlockMapTables.familyKey(layer.familyId(), layer.subscriptionId(), layer.snapshotId()),
          true);
    }
  }

  private static @Nullable PartRow partRow(BlockMapPart part, ViewBatch batch) {
    return batch.find(BlockMapTables.PARTS, BlockMapTables.partKey(part.snapshotId(), part.part()));
  }

  private static Key layerKey(BlockMapPart part) {
    return BlockMapTables.layerKey(part.snapshotId());
  }

  static void removeParts(SnapshotId snapshotId, ViewBatch batch) {
    batch.removePrefix(BlockMapTables.PARTS, BlockMapTables.layerKey(snapshotId));
    batch.removePrefix(BlockMapTables.CHUNKS, BlockMapTables.layerKey(snapshotId));
  }
}

package dev.snapledger.projections.blockmap;

import dev.snapledger.commands.id.SnapshotId;
import dev.snapledger.projections.engine.ViewReader;
import java.util.List;

/**
 * The entries of one complete layer by rising block, read chunk by chunk.
 *
 * <p>Holds one chunk of 12 KiB, unless released, and a row per part; nothing to close. For one
 * thread.
 */
final class LayerCursor {
  private static final BlockEntries NONE = BlockEntries.ofChunk(new byte[0]);

  private final ViewReader reader;
  private final SnapshotId snapshotId;
  private final List<PartRow> parts;
  private int part;
  private int chunk = -1;
  private BlockEntries entries = NONE;
  private int entry = -1;
  private int block = -1;

  private LayerCursor(ViewReader reader, SnapshotId snapshotId, List<PartRow> parts) {
    this.reader = reader;
    this.snapshotId = snapshotId;
    this.parts = parts;
  }

  /** A cursor before the first entry whose block is at least {@code firstBlock}. */
  static LayerCursor from(ViewReader reader, SnapshotId snapshotId, int firstBlock) {
    List<PartRow> parts =
        reader.scanPrefix(BlockMapTables.PARTS, BlockMapTables.layerKey(snapshotId)).values();
    LayerCursor cursor = new LayerCursor(reader, snapshotId, parts);
    cursor.skipTo(firstBlock);
    return cursor;
  }

  /** Moves to the next entry; false when there is none. */
  boolean advance() {
    entry++;
    if (entry >= loaded().count() && !nextChunk()) {
      return false;
    }
    block = entries.block(entry);
    return true;
  }

  /** Whether there are no more entries. */
  boolean ended() {
    return part >= parts.size();
  }

  /** Block of the present entry; known without reading. */
  int block() {
    return block;
  }

  int dirtyMask() {
    return loaded().dirtyMask(entry);
  }

  int dataMask() {
    return loaded().dataMask(entry);
  }

  int crc32c() {
    return loaded().crc32c(entry);
  }

  /** Lets go of the chunk; it is read again when it is needed. */
  void release() {
    entries = NONE;
  }

  /** Skips whole parts, then whole chunks, then entries. */
  private void skipTo(int firstBlock) {
    while (part < parts.size() && parts.get(part).lastBlock() < firstBlock) {
      part++;
    }
    while (advance()) {
      if (entries.block(entries.count() - 1) < firstBlock) {
        entry = entries.count() - 1;
      } else if (block >= firstBlock) {
        entry--;
        return;
      }
    }
  }

  private boolean nextChunk() {
    chunk++;
    while (part < parts.size() && chunk >= parts.get(part).chunks()) {
      part++;
      chunk = 0;
    }
    entry = 0;
    entries = NONE;
    return part < parts.size() && loaded().count() > 0;
  }

  /** The present chunk, read if it is not held. */
  private BlockEntries loaded() {
    if (entries.count() == 0 && chunk >= 0 && part < parts.size()) {
      byte[] row =
          reader.find(BlockMapTables.CHUNKS, BlockMapTables.chunkKey(snapshotId, part, chunk));
      if (row == null) {
        throw new BlockMapGoneException(snapshotId);
      }
      entries = BlockEntries.ofChunk(row);
    }
    return entries;
  }
}

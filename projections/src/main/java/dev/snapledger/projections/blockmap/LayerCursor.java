package dev.snapledger.projections.blockmap;

import dev.snapledger.commands.id.SnapshotId;
import dev.snapledger.projections.engine.ViewReader;
import java.util.List;

/**
 * The entries of one complete layer by rising block, read chunk by chunk.
 *
 * <p>Holds one chunk of 12 KiB, unless released, and 8 bytes per part: 54 KB for a layer that wrote
 * all of a 32 TiB disk. Nothing to close. For one thread.
 */
final class LayerCursor {
  private static final BlockEntries NONE = BlockEntries.ofChunk(new byte[0]);

  private final ViewReader reader;
  private final SnapshotId snapshotId;
  private final int[] partChunks;
  private final int[] partLastBlocks;
  private int part;
  private int chunk = -1;
  private BlockEntries entries = NONE;
  private int entry = -1;
  private int block = -1;

  private LayerCursor(ViewReader reader, SnapshotId snapshotId, List<PartRow> parts) {
    this.reader = reader;
    this.snapshotId = snapshotId;
    this.partChunks = parts.stream().mapToInt(PartRow::chunks).toArray();
    this.partLastBlocks = parts.stream().mapToInt(PartRow::lastBlock).toArray();
  }

  /**
   * A cursor before the first entry whose block is at least {@code firstBlock}.
   *
   * @throws BlockMapGoneException if nothing is there of the layer
   */
  static LayerCursor from(ViewReader reader, SnapshotId snapshotId, int firstBlock) {
    List<PartRow> parts =
        reader.scanPrefix(BlockMapTables.PARTS, BlockMapTables.layerKey(snapshotId)).values();
    if (parts.isEmpty()) {
      // A complete layer has at least one: it was forgotten after the chain was looked up.
      throw new BlockMapGoneException(snapshotId);
    }
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
    return part >= partChunks.length;
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
    while (part < partChunks.length && partLastBlocks[part] < firstBlock) {
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
    while (part < partChunks.length && chunk >= partChunks[part]) {
      part++;
      chunk = 0;
    }
    entry = 0;
    entries = NONE;
    return part < partChunks.length && loaded().count() > 0;
  }

  /** The present chunk, read if it is not held. */
  private BlockEntries loaded() {
    if (entries.count() == 0 && chunk >= 0 && part < partChunks.length) {
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

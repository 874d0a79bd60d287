package dev.snapledger.cli.audit;

import dev.snapledger.blockstore.api.BlockEntry;
import dev.snapledger.blockstore.api.BlockStore;
import dev.snapledger.blockstore.api.BlockStoreException;
import dev.snapledger.blockstore.api.Cursor;
import dev.snapledger.blockstore.api.ImageId;
import dev.snapledger.blockstore.api.SealedImage;
import dev.snapledger.blockstore.geometry.Geometry;
import dev.snapledger.projections.blockmap.BlockMaps;
import dev.snapledger.projections.chain.SnapshotRow;
import dev.snapledger.projections.engine.ViewReader;
import java.nio.ByteBuffer;
import java.util.function.Function;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Compares the block maps of the log with the blocks of the store: what each snapshot changed, what
 * it holds in all, and the bytes themselves against the published checksums.
 *
 * <p>For one thread. Memory does not grow with the disks.
 */
final class BlocksAudit {
  private final ViewReader views;
  private final Function<String, BlockStore> stores;
  private final ByteBuffer block = ByteBuffer.allocate(Geometry.BLOCK_BYTES);
  private long blocks;
  private long bytes;

  BlocksAudit(ViewReader views, Function<String, BlockStore> stores) {
    this.views = views;
    this.stores = stores;
  }

  /** Block map entries compared so far. */
  long blocks() {
    return blocks;
  }

  /** Bytes read from the store so far. */
  long bytes() {
    return bytes;
  }

  /** Looks for a completed snapshot in its region; says what is wrong, or null if it is there. */
  @Nullable String presence(SnapshotRow row) {
    SealedImage sealed;
    try {
      sealed = stores.apply(row.region()).findImage(imageOf(row));
    } catch (BlockStoreException e) {
      return "expected the bytes of %s in region %s, but %s"
          .formatted(nameOf(row), row.region(), e.getMessage());
    }
    if (sealed == null) {
      return "expected the bytes of %s in region %s, but found none"
          .formatted(nameOf(row), row.region());
    }
    return sealed.sizeBytes() == row.sizeBytes()
        ? null
        : "expected %s of %d bytes, but the store has %d"
            .formatted(nameOf(row), row.sizeBytes(), sealed.sizeBytes());
  }

  /**
   * Compares one completed snapshot that is present; says what does not fit, or null if all does.
   */
  @Nullable String compare(SnapshotRow row) {
    BlockStore store = stores.apply(row.region());
    ImageId image = imageOf(row);
    String name = nameOf(row);
    String difference =
        compare(
            "change of " + name,
            BlockMaps.entriesOfLayer(views, row.snapshotId()),
            store.deltaOf(image),
            entry -> compareBytes(store, image, entry, name));
    return difference != null
        ? difference
        : compare(
            "content of " + name,
            BlockMaps.entriesOf(views, row.snapshotId()),
            store.blockMapOf(image),
            _ -> null);
  }

  private static ImageId imageOf(SnapshotRow row) {
    return new ImageId(row.snapshotId().value());
  }

  private static String nameOf(SnapshotRow row) {
    return "snapshot " + row.name().name() + " (" + row.snapshotId() + ")";
  }

  private @Nullable String compare(
      String what,
      Cursor<BlockEntry> published,
      Cursor<BlockEntry> stored,
      Function<BlockEntry, @Nullable String> deeper) {
    while (published.hasNext() || stored.hasNext()) {
      BlockEntry expected = published.hasNext() ? published.next() : null;
      BlockEntry found = stored.hasNext() ? stored.next() : null;
      if (expected == null || !expected.equals(found)) {
        return "expected in the %s %s as in the log, but the store has %s"
            .formatted(what, text(expected), text(found));
      }
      blocks++;
      String difference = deeper.apply(expected);
      if (difference != null) {
        return difference;
      }
    }
    return null;
  }

  private @Nullable String compareBytes(
      BlockStore store, ImageId image, BlockEntry entry, String name) {
    if (entry.dataMask() == 0) {
      return null;
    }
    try {
      store.read(image, (long) entry.blockIndex() * Geometry.BLOCK_BYTES, block.clear());
    } catch (BlockStoreException e) {
      return "expected block %d of %s to be readable, but %s"
          .formatted(entry.blockIndex(), name, e.getMessage());
    }
    var crc = new CRC32C();
    crc.update(block.flip());
    bytes += Geometry.BLOCK_BYTES;
    return (int) crc.getValue() == entry.crc32c()
        ? null
        : "expected block %d of %s with CRC32C %08x as in the log, but its bytes have %08x"
            .formatted(entry.blockIndex(), name, entry.crc32c(), (int) crc.getValue());
  }

  private static String text(@Nullable BlockEntry entry) {
    return entry == null
        ? "no further block"
        : "block %d (written %04x, data %04x, CRC32C %08x)"
            .formatted(entry.blockIndex(), entry.dirtyMask(), entry.dataMask(), entry.crc32c());
  }
}

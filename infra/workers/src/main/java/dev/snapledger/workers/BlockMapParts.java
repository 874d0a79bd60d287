package dev.snapledger.workers;

import dev.snapledger.blockstore.api.BlockEntry;
import dev.snapledger.blockstore.api.BlockStore;
import dev.snapledger.blockstore.api.Cursor;
import dev.snapledger.blockstore.api.ImageId;
import dev.snapledger.blockstore.api.SealedImage;
import dev.snapledger.commands.blockmap.BlockMapPart;
import dev.snapledger.commands.id.SnapshotId;
import dev.snapledger.commands.port.BlockMapPublisher;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * The block map of a sealed image, part by part, each made when it is asked for.
 *
 * @param store holds the image
 * @param image the image
 * @param snapshot which snapshot it is
 * @param stop ends it between two parts
 */
record BlockMapParts(BlockStore store, SealedImage image, Snapshot snapshot, Stop stop)
    implements Iterable<BlockMapPart> {

  /** Number of parts; at least one, which may be empty. */
  int count() {
    return BlockMapPublisher.partsOf(image.changedBlocks());
  }

  @Override
  public Iterator<BlockMapPart> iterator() {
    return new Parts(store.deltaOf(image.image()));
  }

  private final class Parts implements Iterator<BlockMapPart> {
    private final Cursor<BlockEntry> entries;
    private int next;
    private long left = image.changedBlocks();

    Parts(Cursor<BlockEntry> entries) {
      this.entries = entries;
    }

    @Override
    public boolean hasNext() {
      return next < count();
    }

    @Override
    public BlockMapPart next() {
      if (!hasNext()) {
        throw new NoSuchElementException("expected fewer than " + count() + " parts to be asked");
      }
      stop.check();
      ByteBuffer bytes = nextEntries();
      if (!hasNextAfterThis() && entries.hasNext()) {
        throw new IllegalStateException(
            "expected %d entries in image %s, but found more"
                .formatted(image.changedBlocks(), image.image()));
      }
      return part(next++, bytes);
    }

    private boolean hasNextAfterThis() {
      return next + 1 < count();
    }

    private ByteBuffer nextEntries() {
      int length = Math.toIntExact(Math.min(left, BlockMapPublisher.PART_ENTRIES_MAX));
      ByteBuffer bytes =
          ByteBuffer.allocate(length * BlockMapPublisher.ENTRY_BYTES)
              .order(ByteOrder.LITTLE_ENDIAN);
      for (int i = 0; i < length; i++) {
        if (!entries.hasNext()) {
          throw new IllegalStateException(
              "expected %d entries in image %s, but found %d"
                  .formatted(
                      image.changedBlocks(), image.image(), image.changedBlocks() - left + i));
        }
        BlockEntry entry = entries.next();
        bytes
            .putInt(entry.blockIndex())
            .putShort((short) entry.dirtyMask())
            .putShort((short) entry.dataMask())
            .putInt(entry.crc32c());
      }
      left -= length;
      return bytes.flip();
    }

    private BlockMapPart part(int number, ByteBuffer bytes) {
      return new BlockMapPart(
          snapshot.subscriptionId(),
          snapshot.familyId(),
          snapshot.snapshotId(),
          snapshot.region(),
          snapshotOf(image.parent()),
          image.sizeBytes(),
          number,
          count(),
          bytes);
    }
  }

  private static @Nullable SnapshotId snapshotOf(@Nullable ImageId image) {
    return image == null ? null : new SnapshotId(image.value());
  }
}

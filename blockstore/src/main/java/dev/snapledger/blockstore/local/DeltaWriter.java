package dev.snapledger.blockstore.local;

import dev.snapledger.blockstore.api.BlockDigest;
import dev.snapledger.blockstore.api.ChainId;
import dev.snapledger.blockstore.api.ImageId;
import dev.snapledger.blockstore.api.SealedImage;
import dev.snapledger.blockstore.file.FileAccess;
import dev.snapledger.blockstore.file.NoSpaceException;
import dev.snapledger.blockstore.file.StoreFile;
import dev.snapledger.blockstore.geometry.Geometry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.function.IntFunction;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.BatchIterator;
import org.roaringbitmap.RoaringBitmap;

/**
 * Writes a delta in one pass over its blocks, with memory for the block set only.
 *
 * <p>The file is complete and durable under a temporary name before {@link #publish} gives it its
 * own: the rename is the moment an image comes to be.
 */
final class DeltaWriter {
  /** Blocks that are asked for one behind the other. */
  static final int BATCH_BLOCKS = 256;

  private static final int BUFFER_BYTES = 1 << 18;

  private final StoreDirectory directory;
  private final FileAccess files;
  private final Path target;
  private final Path temporary;

  /** What an image is called and where it belongs. */
  record Identity(
      ImageId image,
      ChainId chain,
      int ordinal,
      @Nullable ImageId parent,
      @Nullable ImageId origin,
      long sizeBytes,
      BlockDigest parentRoot) {}

  /** Gives what is known of each block of the set, asked in ascending order. */
  @FunctionalInterface
  interface Rows {
    /**
     * Puts a block into a delta.
     *
     * @param entries takes the 16 bytes of its entry, see {@link DeltaFile#putEntry}
     * @param digests takes the 32 bytes of its digest
     */
    void put(int blockIndex, ByteBuffer entries, ByteBuffer digests);

    /** Told some blocks before they are asked for. */
    default void touch(int[] blocks, int count) {}

    /** From rows that have to be made anyway. */
    static Rows of(IntFunction<HeadRow> rows) {
      return (block, entries, digests) -> {
        HeadRow row = rows.apply(block);
        DeltaFile.putEntry(entries, row.version());
        row.digest().putInto(digests);
      };
    }
  }

  DeltaWriter(StoreDirectory directory, Path target) {
    this.directory = directory;
    this.files = directory.files();
    this.target = target;
    this.temporary = target.resolveSibling(target.getFileName() + StoreDirectory.TEMPORARY);
  }

  SealedImage write(Identity identity, RoaringBitmap blocks, Rows rows) throws IOException {
    files.delete(temporary);
    try (StoreFile file = files.create(temporary)) {
      DeltaHeader header = writeSections(file, identity, blocks, rows);
      file.write(0, header.encode());
      file.sync();
      return header.image();
    } catch (IOException | RuntimeException e) {
      directory.deleteQuietly(temporary);
      throw e;
    }
  }

  /**
   * Gives the file its name and maps it.
   *
   * <p>If there is no space for the name, nothing happened. After any other error only the next
   * open knows whether the image exists, so the store takes no more writes.
   */
  Layer publish(SegmentStore segments, Chain chain) throws IOException {
    try {
      directory.renameDurably(temporary, target);
      return new Layer(chain, DeltaFile.open(files, target), target, Layer.Visibility.LIVE);
    } catch (NoSpaceException e) {
      directory.deleteQuietly(temporary);
      throw e;
    } catch (IOException | RuntimeException e) {
      segments.fail("publishing " + target + " failed: " + e);
      throw e;
    }
  }

  private DeltaHeader writeSections(
      StoreFile file, Identity identity, RoaringBitmap blocks, Rows rows) throws IOException {
    blocks.runOptimize();
    ByteBuffer bitmap = ByteBuffer.allocate(blocks.serializedSizeInBytes());
    blocks.serialize(bitmap);
    bitmap.flip();
    CRC32C bitmapCrc = new CRC32C();
    bitmapCrc.update(bitmap.duplicate());
    long bitmapBytes = bitmap.remaining();
    file.write(DeltaHeader.BYTES, bitmap);

    long start = new DeltaHeader(blank(identity), bitmapBytes, 0, 0).entriesStart();
    RootHash root = new RootHash(identity.parentRoot(), identity.sizeBytes());
    Totals totals = new Totals();
    ByteBuffer out = ByteBuffer.allocate(BUFFER_BYTES);
    int[] batch = new int[BATCH_BLOCKS];
    BatchIterator iterator = blocks.getBatchIterator();
    long position = start;
    while (iterator.hasNext()) {
      int count = iterator.nextBatch(batch);
      rows.touch(batch, count);
      for (int i = 0; i < count; i++) {
        int entry = out.position();
        rows.put(batch[i], out, root.next(batch[i]));
        totals.add(out, entry);
      }
      if (out.remaining() < BATCH_BLOCKS * DeltaFile.ENTRY_BYTES || !iterator.hasNext()) {
        out.flip();
        totals.crc.update(out.duplicate());
        int length = out.remaining();
        file.write(position, out);
        position += length;
        out.clear();
      }
    }
    if (position == start) {
      file.resize(start);
    }
    SealedImage image = totals.image(identity, root.end());
    return new DeltaHeader(
        image, bitmapBytes, (int) bitmapCrc.getValue(), (int) totals.crc.getValue());
  }

  private static SealedImage blank(Identity identity) {
    return new Totals().image(identity, BlockDigest.ZERO);
  }

  private static final class Totals {
    private final CRC32C crc = new CRC32C();
    private long blocks;
    private long changedBytes;
    private long storedBytes;

    void add(ByteBuffer entries, int at) {
      int dirty = DeltaFile.dirtyOf(entries.getInt(at + DeltaFile.MASKS_AT));
      long locator = entries.getLong(at);
      blocks++;
      changedBytes += (long) Integer.bitCount(dirty) * Geometry.PART_BYTES;
      storedBytes += locator == Locator.NONE ? 0 : Locator.recordBytes(locator);
    }

    SealedImage image(Identity identity, BlockDigest root) {
      return new SealedImage(
          identity.image(),
          identity.chain(),
          identity.ordinal(),
          identity.parent(),
          identity.origin(),
          identity.sizeBytes(),
          blocks,
          changedBytes,
          storedBytes,
          root);
    }
  }
}

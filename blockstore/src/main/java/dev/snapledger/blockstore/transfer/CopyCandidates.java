package dev.snapledger.blockstore.transfer;

import dev.snapledger.blockstore.api.BlockEntry;
import dev.snapledger.blockstore.api.BlockStore;
import dev.snapledger.blockstore.api.ChainId;
import dev.snapledger.blockstore.api.Cursor;
import dev.snapledger.blockstore.api.DiffPrecision;
import dev.snapledger.blockstore.api.DiffRange;
import dev.snapledger.blockstore.api.ImageId;
import dev.snapledger.blockstore.api.ImageUpload;
import dev.snapledger.blockstore.api.SealedImage;
import dev.snapledger.blockstore.geometry.Geometry;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/**
 * Finds the blocks of an upload that may differ from the image to copy; never misses one.
 *
 * <p>A diff in the source's chain names few blocks, but is right only if the upload started as the
 * copy it is taken for. So the block maps of both sides are compared too: one checksum that differs
 * outside the diff, and all blocks of both sides are candidates.
 */
final class CopyCandidates {
  private final BlockStore source;
  private final BlockStore target;
  private final SealedImage image;
  private final ChainId targetChain;

  CopyCandidates(BlockStore source, BlockStore target, SealedImage image, ChainId targetChain) {
    this.source = source;
    this.target = target;
    this.image = image;
    this.targetChain = targetChain;
  }

  /** Blocks to compare by digest; to be called before anything is put. */
  RoaringBitmap blocks(ImageUpload upload) {
    MapComparison maps = new MapComparison(Geometry.blocksOf(image.sizeBytes()));
    maps.compare(source.blockMapOf(image.image()), upload.blockMap());
    RoaringBitmap tracked = trackedSinceOrigin();
    boolean covered = tracked != null && tracked.contains(maps.differing);
    return covered && tracked != null ? tracked : maps.present;
  }

  private @Nullable RoaringBitmap trackedSinceOrigin() {
    List<SealedImage> copies = target.images(targetChain);
    ImageId origin = copies.isEmpty() ? null : copies.getLast().origin();
    SealedImage base = origin == null ? null : source.findImage(origin);
    if (base == null || !base.chain().equals(image.chain())) {
      return null;
    }
    RoaringBitmap blocks = new RoaringBitmap();
    Cursor<DiffRange> diff = source.diff(base.image(), image.image(), DiffPrecision.TRACKED);
    while (diff.hasNext()) {
      DiffRange changed = diff.next();
      long first = Geometry.blockOf(changed.range().startByte());
      long last = Geometry.blockOf(changed.range().endByte() - 1);
      blocks.add(first, last + 1);
    }
    return blocks;
  }

  /** Walks two block maps side by side. */
  private static final class MapComparison {
    /** Blocks that either side has. */
    final RoaringBitmap present = new RoaringBitmap();

    /** Blocks that one side lacks, or whose checksums differ. */
    final RoaringBitmap differing = new RoaringBitmap();

    private final int endBlock;

    /** Compares the blocks below {@code endBlock}: a larger image before it may have had more. */
    MapComparison(int endBlock) {
      this.endBlock = endBlock;
    }

    void compare(Cursor<BlockEntry> left, Cursor<BlockEntry> right) {
      BlockEntry a = next(left);
      BlockEntry b = next(right);
      while (a != null || b != null) {
        int order = a == null ? 1 : b == null ? -1 : a.blockIndex() - b.blockIndex();
        BlockEntry first = order <= 0 && a != null ? a : b;
        if (first == null) {
          throw new IllegalStateException("expected a block of either map, but found none");
        }
        present.add(first.blockIndex());
        if (order != 0 || (a != null && b != null && a.crc32c() != b.crc32c())) {
          differing.add(first.blockIndex());
        }
        a = order <= 0 ? next(left) : a;
        b = order >= 0 ? next(right) : b;
      }
    }

    private @Nullable BlockEntry next(Cursor<BlockEntry> cursor) {
      BlockEntry entry = cursor.hasNext() ? cursor.next() : null;
      return entry != null && entry.blockIndex() < endBlock ? entry : null;
    }
  }
}

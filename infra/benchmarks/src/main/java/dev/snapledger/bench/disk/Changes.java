package dev.snapledger.bench.disk;

import dev.snapledger.blockstore.geometry.Geometry;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import org.roaringbitmap.PeekableIntIterator;
import org.roaringbitmap.RoaringBitmap;

/** Changes one block in a hundred, chosen by a seed. For one thread. */
public final class Changes {
  private static final int ONE_IN = 100;

  private final DiskModel model;
  private final SplittableRandom random;
  private final ByteBuffer bytes;

  /**
   * Changes of a disk.
   *
   * @param memory where each change set is made, see {@link #memory}
   */
  public Changes(DiskModel model, long seed, ByteBuffer memory) {
    this.model = model;
    this.random = new SplittableRandom(seed);
    this.bytes = memory;
  }

  /** Memory for one change set of a disk of that size; may be used again for other disks. */
  public static ByteBuffer memory(long diskBytes) {
    return ByteBuffer.allocateDirect(count(Geometry.blocksOf(diskBytes)) * Geometry.BLOCK_BYTES);
  }

  /** How many blocks of a disk change at a time. */
  public static int count(int blocks) {
    return Math.max(1, blocks / ONE_IN);
  }

  /** Changes any blocks, and takes the change over into the model. */
  public ChangeSet next(int version) {
    return next(version, choose(random, model.blocks()));
  }

  /** Like {@link #next}, but leaves out what is zero, so that the disk holds as much as before. */
  public ChangeSet nextOfData(int version) {
    RoaringBitmap blocks = new RoaringBitmap();
    while (blocks.getCardinality() < count(model.blocks())) {
      int block = random.nextInt(model.blocks());
      if (model.kindOf(block) != Content.Kind.ZERO) {
        blocks.add(block);
      }
    }
    return next(version, blocks);
  }

  /** One block in a hundred of so many. */
  public static RoaringBitmap choose(SplittableRandom random, int blocks) {
    RoaringBitmap chosen = new RoaringBitmap();
    for (int left = count(blocks); left > 0; ) {
      left -= chosen.checkedAdd(random.nextInt(blocks)) ? 1 : 0;
    }
    return chosen;
  }

  private ChangeSet next(int version, RoaringBitmap blocks) {
    byte[] block = new byte[Geometry.BLOCK_BYTES];
    bytes.clear();
    for (PeekableIntIterator each = blocks.getIntIterator(); each.hasNext(); ) {
      model.content().fill(each.next(), version, block);
      bytes.put(block);
    }
    ChangeSet changes = new ChangeSet(version, blocks, bytes.flip());
    model.apply(changes);
    return changes;
  }
}

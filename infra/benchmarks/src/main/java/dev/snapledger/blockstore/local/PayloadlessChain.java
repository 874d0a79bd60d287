package dev.snapledger.blockstore.local;

import dev.snapledger.blockstore.api.BlockDigest;
import dev.snapledger.blockstore.api.ChainId;
import dev.snapledger.blockstore.api.ImageId;
import dev.snapledger.blockstore.api.StoreOptions;
import dev.snapledger.blockstore.file.LocalFileAccess;
import dev.snapledger.blockstore.geometry.Geometry;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import org.roaringbitmap.PeekableIntIterator;
import org.roaringbitmap.RoaringBitmap;

/**
 * The metadata of a disk too large to be stored by a benchmark: real deltas, written, published and
 * indexed by the store's own code, whose locators are made up.
 *
 * <p>{@link #close} adds empty segments as long as the locators say, sparse, so that {@link
 * LocalBlockStore} opens the directory and answers what needs no data. For one thread.
 */
public final class PayloadlessChain implements AutoCloseable {
  /** Name of the chain. */
  public static final ChainId CHAIN = new ChainId(new UUID(0x1A26E, 0));

  private static final int UNITS_PER_SEGMENT =
      (int) (StoreLimits.PRODUCT.segmentBytes() / Locator.UNIT_BYTES) - 4;

  private final StoreDirectory directory;
  private final long sizeBytes;
  private final SegmentStore segments;
  private final IndexMemory memory;
  private final Chain chain;

  /** Versions made before each ordinal, which starts at 1. */
  private final List<Long> firstVersions = new ArrayList<>(List.of(0L, 0L));

  private long versions;

  /**
   * What a layer took.
   *
   * @param fileBytes length of its delta
   * @param durableNanos until the delta was durable under its name
   * @param indexNanos to put it into the index
   */
  public record Written(long fileBytes, long durableNanos, long indexNanos) {}

  private PayloadlessChain(StoreDirectory directory, long sizeBytes, SegmentStore segments) {
    this.directory = directory;
    this.sizeBytes = sizeBytes;
    this.segments = segments;
    this.memory =
        new IndexMemory(
            directory.files(), directory.segments(), StoreOptions.DEFAULT.indexBytesMax());
    this.chain = new Chain(CHAIN, memory);
    chain.headAppeared();
  }

  /** Makes a store with an empty chain in an empty or missing directory. */
  public static PayloadlessChain create(Path path, long sizeBytes) throws IOException {
    LocalFileAccess files = new LocalFileAccess();
    LocalBlockStore.open(files, path).close();
    StoreDirectory directory = new StoreDirectory(files, path);
    files.createDirectories(directory.chain(CHAIN));
    files.syncDirectory(directory.chains());
    return new PayloadlessChain(
        directory, sizeBytes, SegmentLoader.open(directory, StoreLimits.PRODUCT));
  }

  /** Name of the image with that sequence, from 1. */
  public static ImageId image(int ordinal) {
    return new ImageId(new UUID(0x1A26E, ordinal));
  }

  /**
   * Adds the first layer, which has all blocks; without the table of a head, for lack of memory.
   */
  public Written addBase() throws IOException {
    RoaringBitmap blocks = new RoaringBitmap();
    blocks.add(0L, Geometry.blocksOf(sizeBytes));
    MadeUpRows rows = new MadeUpRows();
    return publish(
        blocks, DeltaWriter.Rows.of(block -> new HeadRow(rows.version(block), MadeUpRows.DIGEST)));
  }

  /** Adds a layer the way a seal does: from the table of a head that holds these blocks. */
  public Written add(RoaringBitmap blocks) throws IOException {
    HeadTable table = new HeadTable(memory);
    MadeUpRows rows = new MadeUpRows();
    for (PeekableIntIterator each = blocks.getIntIterator(); each.hasNext(); ) {
      table.put(new HeadRow(rows.version(each.next()), MadeUpRows.DIGEST));
    }
    return publish(table.blocks(), table);
  }

  private Written publish(RoaringBitmap blocks, DeltaWriter.Rows rows) throws IOException {
    DeltaWriter.Identity identity = identity();
    Path file =
        directory
            .chain(CHAIN)
            .resolve(
                StoreDirectory.deltaName(
                    identity.ordinal(), identity.image(), StoreDirectory.DELTA));
    long start = System.nanoTime();
    DeltaWriter delta = new DeltaWriter(directory, file);
    delta.write(identity, blocks, rows);
    Layer layer = delta.publish(segments, chain);
    long durable = System.nanoTime();
    chain.lock.writeLock().lock();
    try {
      chain.append(layer, _ -> {});
    } finally {
      chain.lock.writeLock().unlock();
    }
    firstVersions.add(versions);
    return new Written(layer.delta.fileBytes(), durable - start, System.nanoTime() - durable);
  }

  private DeltaWriter.Identity identity() {
    int ordinal = chain.nextOrdinal();
    return new DeltaWriter.Identity(
        image(ordinal), CHAIN, ordinal, chain.newestImage(), null, sizeBytes, chain.newestRoot());
  }

  /** Looks up random blocks at an image, and says how many nanoseconds all of them took. */
  public long lookUp(int ordinal, int times, SplittableRandom random) {
    ImageView view = view(ordinal);
    int blocks = Geometry.blocksOf(sizeBytes);
    int missing = 0;
    long start = System.nanoTime();
    for (int i = 0; i < times; i++) {
      missing += view.version(random.nextInt(blocks)).isZero() ? 1 : 0;
    }
    long nanos = System.nanoTime() - start;
    if (missing > 0) {
      throw new IllegalStateException("expected all blocks, but " + missing + " were not found");
    }
    return nanos;
  }

  /** Which layer holds the version of a block that an image shows. */
  public int layerOf(int block, int ordinal) {
    long locator = view(ordinal).version(block).locator();
    long version =
        (long) (Locator.segment(locator) - 1) * UNITS_PER_SEGMENT
            + Locator.position(locator) / Locator.UNIT_BYTES
            - 1;
    int layer = ordinal;
    while (version < firstVersions.get(layer)) {
      layer--;
    }
    return layer;
  }

  private ImageView view(int ordinal) {
    return chain.liveLayers().stream()
        .filter(layer -> layer.ordinal() == ordinal)
        .map(ImageView::new)
        .findFirst()
        .orElseThrow();
  }

  @Override
  public void close() throws IOException {
    segments.close();
    for (int number = 1; number <= 1 + versions / UNITS_PER_SEGMENT; number++) {
      Path file = directory.segment(number);
      try (RandomAccessFile segment = new RandomAccessFile(file.toFile(), "rw")) {
        segment.setLength(StoreLimits.PRODUCT.segmentBytes());
      }
    }
  }

  /** A new version of each block, of one byte, next to the one before; never a locator twice. */
  private final class MadeUpRows {
    private static final int ALL = Geometry.ALL_PARTS;
    private static final BlockDigest DIGEST = BlockDigest.ofHex("5a".repeat(BlockDigest.BYTES));

    BlockVersion version(int blockIndex) {
      long number = versions++;
      int segment = 1 + (int) (number / UNITS_PER_SEGMENT);
      long position = (1 + number % UNITS_PER_SEGMENT) * Locator.UNIT_BYTES;
      return new BlockVersion(blockIndex, ALL, ALL, blockIndex, Locator.of(segment, position, 1));
    }
  }
}

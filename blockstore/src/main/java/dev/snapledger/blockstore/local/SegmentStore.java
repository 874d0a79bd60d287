package dev.snapledger.blockstore.local;

import static dev.snapledger.blockstore.geometry.Geometry.BLOCK_BYTES;

import dev.snapledger.blockstore.api.BlockDigest;
import dev.snapledger.blockstore.api.CorruptDataException;
import dev.snapledger.blockstore.api.StoreFaultException;
import dev.snapledger.blockstore.file.StoreFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The data segments of a store: append, sync, read, count references, and drop whole segments.
 *
 * <p>A record never moves and is never overwritten once something durable points at it. Writing
 * starts a new segment after each open, so a tail torn by a crash is never appended to; nothing
 * durable points into such a tail, because journals and deltas are written after the sync. Reads
 * are free of locks. Format: docs/internals/segment-format.md.
 */
final class SegmentStore implements AutoCloseable {
  /** Blocks written with one system call at most. */
  static final int BATCH_BLOCKS_MAX = 64;

  static final int FILE_HEADER_BYTES = 64;
  private static final long FILE_MAGIC = 0x534C_5345_474D_0001L;

  private final StoreDirectory directory;
  private final long segmentBytesMax;
  private final Quarantine quarantine;
  private final Map<Integer, Segment> segments = new ConcurrentSkipListMap<>();
  private final ReentrantLock appendLock = new ReentrantLock();
  private final ReentrantLock syncLock = new ReentrantLock();
  private final ByteBuffer batch =
      ByteBuffer.allocateDirect(BATCH_BLOCKS_MAX * (BLOCK_BYTES + RecordHeader.BYTES));
  private volatile @Nullable Segment active;
  private int lastNumber;
  private boolean namesUnsynced;
  private volatile @Nullable String failure;
  private volatile boolean reclaimPaused;

  private SegmentStore(StoreDirectory directory, long segmentBytesMax, Quarantine quarantine) {
    this.directory = directory;
    this.segmentBytesMax = segmentBytesMax;
    this.quarantine = quarantine;
  }

  static SegmentStore open(StoreDirectory directory, StoreLimits limits) throws IOException {
    SegmentStore store =
        new SegmentStore(directory, limits.segmentBytes(), Quarantine.load(directory));
    try {
      for (String name : directory.files().list(directory.segments())) {
        if (name.matches("[0-9]{10}\\.seg")) {
          store.load(Integer.parseInt(name.substring(0, 10)));
        }
      }
      return store;
    } catch (IOException | RuntimeException e) {
      StoreDirectory.closeQuietly(store);
      throw e;
    }
  }

  private void load(int number) throws IOException {
    StoreFile file = directory.files().openReadOnly(directory.segment(number));
    segments.put(number, new Segment(number, file, file.size()));
    lastNumber = Math.max(lastNumber, number);
  }

  /**
   * Appends blocks and counts one reference to each record. If it fails, nothing was appended.
   *
   * @return their locators, in order; {@link Locator#NONE} for zero blocks
   */
  long[] append(List<EncodedBlock> blocks) throws IOException {
    checkUsable();
    long[] locators = new long[blocks.size()];
    appendLock.lock();
    try {
      int from = 0;
      while (from < blocks.size()) {
        from = appendBatch(blocks, from, locators);
      }
      return locators;
    } catch (IOException e) {
      for (long locator : locators) {
        release(locator);
      }
      throw e;
    } finally {
      appendLock.unlock();
    }
  }

  private int appendBatch(List<EncodedBlock> blocks, int from, long[] locators) throws IOException {
    Segment segment = activeSegment();
    batch.clear();
    int next = from;
    while (next < blocks.size() && next - from < BATCH_BLOCKS_MAX) {
      EncodedBlock block = blocks.get(next);
      if (block.payload() != null) {
        int size = Locator.recordBytes(block.storedBytes());
        if (segment.endByte + batch.position() + size > segmentBytesMax) {
          active = null;
          break;
        }
        locators[next] =
            Locator.of(segment.number, segment.endByte + batch.position(), block.storedBytes());
        putRecord(block, block.payload(), size);
      }
      next++;
    }
    batch.flip();
    int length = batch.limit();
    long start = segment.endByte;
    try {
      segment.file.write(start, batch);
    } catch (IOException e) {
      java.util.Arrays.fill(locators, from, next, Locator.NONE);
      throw e;
    }
    segment.endByte = start + length;
    segment.unsynced |= length > 0;
    for (int i = from; i < next; i++) {
      addReference(locators[i]);
    }
    return next;
  }

  private void putRecord(EncodedBlock block, byte[] payload, int size) {
    int end = batch.position() + size;
    CRC32C storedCrc = new CRC32C();
    storedCrc.update(payload, 0, block.storedBytes());
    new RecordHeader(
            block.storedBytes(), block.crc32c(), (int) storedCrc.getValue(), block.digest())
        .writeTo(batch);
    batch.put(payload, 0, block.storedBytes());
    while (batch.position() < end) {
      batch.put((byte) 0);
    }
  }

  private Segment activeSegment() throws IOException {
    Segment current = active;
    if (current != null) {
      return current;
    }
    if (lastNumber == Locator.SEGMENT_NUMBER_MAX) {
      throw new IOException("expected at most " + lastNumber + " segments, but all are used");
    }
    int number = lastNumber + 1;
    quarantine.forget(number);
    directory.files().delete(directory.segment(number));
    StoreFile file = directory.files().create(directory.segment(number));
    namesUnsynced = true;
    ByteBuffer header = ByteBuffer.allocate(FILE_HEADER_BYTES).putLong(FILE_MAGIC).putInt(number);
    try {
      file.write(0, header.rewind());
    } catch (IOException e) {
      file.close();
      throw e;
    }
    Segment segment = new Segment(number, file, FILE_HEADER_BYTES);
    lastNumber = number;
    segments.put(number, segment);
    active = segment;
    return segment;
  }

  /**
   * Makes all appended records durable. A failed sync leaves it unknown which bytes were lost, so
   * the store then takes no more writes until it is opened again.
   */
  void sync() throws IOException {
    syncLock.lock();
    try {
      checkUsable();
      List<Segment> waiting = new ArrayList<>();
      boolean names;
      appendLock.lock();
      try {
        for (Segment segment : segments.values()) {
          if (segment.unsynced) {
            segment.unsynced = false;
            waiting.add(segment);
          }
        }
        names = namesUnsynced;
        namesUnsynced = false;
      } finally {
        appendLock.unlock();
      }
      syncAll(waiting, names);
    } finally {
      syncLock.unlock();
    }
  }

  private void syncAll(List<Segment> waiting, boolean names) throws IOException {
    try {
      for (Segment segment : waiting) {
        segment.file.sync();
      }
      if (names) {
        directory.files().syncDirectory(directory.segments());
      }
    } catch (IOException | RuntimeException e) {
      fail("a sync of the data segments failed: " + e);
      throw e;
    }
  }

  /** Refuses all further writes; for errors after which only a new open knows what is durable. */
  void fail(String reason) {
    failure = reason;
  }

  /** Keeps every segment, because something unreadable may point into any of them. */
  void pauseReclaim() {
    reclaimPaused = true;
  }

  void checkUsable() {
    String reason = failure;
    if (reason != null) {
      throw new StoreFaultException(
          "expected a store without failed syncs, but "
              + reason
              + "; open the store again to go on");
    }
  }

  /**
   * Reads and checks one block.
   *
   * @param owner names the image or volume in errors
   * @return exactly 65,536 bytes, the caller's own
   */
  byte[] read(BlockVersion version, Object owner) {
    quarantine.checkReadable(version, owner);
    long locator = version.locator();
    byte[] stored = new byte[Locator.storedBytes(locator)];
    readAt(version, owner, RecordHeader.BYTES, ByteBuffer.wrap(stored));
    byte[] block = BlockCodec.decode(stored);
    if (block == null || BlockCodec.crc32c(block) != version.crc32c()) {
      throw new CorruptDataException(
          "expected CRC32C %08x in block %d of %s, but found %s in %s"
              .formatted(
                  version.crc32c(),
                  version.blockIndex(),
                  owner,
                  block == null
                      ? "an undecodable record"
                      : "%08x".formatted(BlockCodec.crc32c(block)),
                  Locator.describe(locator)));
    }
    return block;
  }

  /** Digest from the record's header, which has a checksum of its own. */
  BlockDigest digest(BlockVersion version, Object owner) {
    if (version.isZero()) {
      return BlockDigest.ZERO;
    }
    ByteBuffer bytes = ByteBuffer.allocate(RecordHeader.BYTES);
    readAt(version, owner, 0, bytes);
    RecordHeader header = RecordHeader.read(bytes.flip());
    if (header == null || header.blockCrc() != version.crc32c()) {
      throw new CorruptDataException(
          "expected the header of block %d of %s with CRC32C %08x, but found a damaged one in %s"
              .formatted(
                  version.blockIndex(),
                  owner,
                  version.crc32c(),
                  Locator.describe(version.locator())));
    }
    return header.digest();
  }

  private void readAt(BlockVersion version, Object owner, int skip, ByteBuffer into) {
    long locator = version.locator();
    Segment segment = segments.get(Locator.segment(locator));
    int wanted = into.remaining();
    int found = 0;
    if (segment != null) {
      long position = Locator.position(locator) + skip;
      found =
          Faults.asking(
              "reading block " + version.blockIndex() + " of " + owner,
              () -> segment.file.read(position, into));
    }
    if (found < wanted) {
      throw new CorruptDataException(
          "expected %d bytes of block %d of %s in %s, but found %d"
              .formatted(wanted, version.blockIndex(), owner, Locator.describe(locator), found));
    }
  }

  /** Whether the record lies inside an existing segment. */
  boolean holds(long locator) {
    Segment segment = segments.get(Locator.segment(locator));
    return segment != null
        && Locator.position(locator) + RecordHeader.BYTES + Locator.storedBytes(locator)
            <= segment.endByte;
  }

  /**
   * Whether a record that is referred to is not there. The number of its segment is then not used
   * again, or the reference would lead to something else.
   */
  boolean reserveIfLost(long locator) {
    boolean lost = locator != Locator.NONE && !holds(locator);
    if (lost) {
      appendLock.lock();
      try {
        lastNumber = Math.max(lastNumber, Locator.segment(locator));
      } finally {
        appendLock.unlock();
      }
    }
    return lost;
  }

  void addReference(long locator) {
    Segment segment = segments.get(Locator.segment(locator));
    if (locator != Locator.NONE && segment != null) {
      segment.references.incrementAndGet();
      segment.liveBytes.addAndGet(Locator.recordBytes(locator));
      segment.retired = false;
    }
  }

  /**
   * Counts a reference of somebody else to a record.
   *
   * @throws CorruptDataException if it is in quarantine: a broken record is not to be spread
   */
  void share(BlockVersion version, Object owner) {
    quarantine.checkSound(version, owner);
    addReference(version.locator());
  }

  void release(long locator) {
    Segment segment = segments.get(Locator.segment(locator));
    if (locator != Locator.NONE && segment != null) {
      segment.references.decrementAndGet();
      segment.liveBytes.addAndGet(-Locator.recordBytes(locator));
    }
  }

  /** Marks the segments nothing refers to now, for {@link #drop}. */
  List<Segment> retire() {
    if (reclaimPaused || failure != null) {
      return List.of();
    }
    List<Segment> unneeded = new ArrayList<>();
    for (Segment segment : segments.values()) {
      if (isUnreferenced(segment)) {
        // Marked before it is looked at for good, so that a reference in between is not overlooked.
        segment.retired = true;
        if (isUnreferenced(segment)) {
          unneeded.add(segment);
        }
      }
    }
    return unneeded;
  }

  /**
   * Removes retired segments that nothing referred to since. The caller makes sure that every
   * request that was in progress when they were retired has ended: it may have looked up a locator
   * before, and may still read it or count a reference to it.
   */
  void drop(List<Segment> candidates) throws IOException {
    syncLock.lock();
    appendLock.lock();
    try {
      for (Segment segment : candidates) {
        boolean unneeded = segment.retired && isUnreferenced(segment);
        if (unneeded && !reclaimPaused && failure == null) {
          segments.remove(segment.number);
          segment.file.close();
          directory.files().delete(directory.segment(segment.number));
        }
      }
    } finally {
      appendLock.unlock();
      syncLock.unlock();
    }
  }

  private boolean isUnreferenced(Segment segment) {
    return !segment.equals(active) && segment.references.get() == 0;
  }

  Quarantine quarantine() {
    return quarantine;
  }

  /** The segment with that number, or null if there is none. */
  @Nullable Segment find(int number) {
    return segments.get(number);
  }

  /** The segments there are now, by number. */
  List<Segment> all() {
    return List.copyOf(segments.values());
  }

  /** Whether records may still be appended to a segment. */
  boolean isGrowing(Segment segment) {
    return segment.equals(active);
  }

  /** The highest number of a segment there was or that something refers to. */
  int lastNumber() {
    appendLock.lock();
    try {
      return lastNumber;
    } finally {
      appendLock.unlock();
    }
  }

  long segmentBytes() {
    return segments.values().stream().mapToLong(segment -> segment.endByte).sum();
  }

  long liveBytes() {
    return segments.values().stream().mapToLong(segment -> segment.liveBytes.get()).sum();
  }

  @Override
  public void close() throws IOException {
    for (Segment segment : segments.values()) {
      segment.file.close();
    }
  }
}

package dev.snapledger.blockstore.local;

import static dev.snapledger.blockstore.geometry.Geometry.BLOCK_BYTES;

import dev.snapledger.blockstore.file.StoreFile;
import dev.snapledger.blockstore.file.Writeback;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Appends records to the newest segment, and makes them durable.
 *
 * <p>A new segment is started after each open, so a tail torn by a crash is never appended to. Any
 * thread may call; one at a time appends, and one at a time syncs.
 */
final class SegmentAppender {
  /** Blocks written with one system call at most. */
  static final int BATCH_BLOCKS_MAX = 64;

  private static final long FILE_MAGIC = 0x534C_5345_474D_0001L;

  private final SegmentStore store;
  private final StoreDirectory directory;
  private final long segmentBytesMax;
  private final ReentrantLock appendLock = new ReentrantLock();
  private final ReentrantLock syncLock = new ReentrantLock();
  private final ByteBuffer batch =
      ByteBuffer.allocateDirect(BATCH_BLOCKS_MAX * (BLOCK_BYTES + RecordHeader.BYTES));

  /** A sync that failed is known to the store already; guarded by the append lock. */
  private final Writeback writeback = new Writeback(this::sync, Writeback.EVERY_BYTES);

  private volatile @Nullable Segment active;
  private int lastNumber;
  private boolean namesUnsynced;

  SegmentAppender(SegmentStore store, StoreDirectory directory, long segmentBytesMax) {
    this.store = store;
    this.directory = directory;
    this.segmentBytesMax = segmentBytesMax;
  }

  /** Takes note of a number in use. */
  void used(int number) {
    appendLock.lock();
    try {
      lastNumber = Math.max(lastNumber, number);
    } finally {
      appendLock.unlock();
    }
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

  boolean isActive(Segment segment) {
    return segment.equals(active);
  }

  /** Ends the newest segment, so that it can be removed like others. */
  void endSegment() {
    appendLock.lock();
    try {
      active = null;
    } finally {
      appendLock.unlock();
    }
  }

  /** Runs work while nothing is appended or synced. */
  void alone(Faults.Work work) throws IOException {
    syncLock.lock();
    appendLock.lock();
    try {
      work.run();
    } finally {
      appendLock.unlock();
      syncLock.unlock();
    }
  }

  /**
   * Appends blocks and counts one reference to each record. If it fails, nothing was appended.
   *
   * @return their locators, in order; {@link Locator#NONE} for zero blocks
   */
  long[] append(List<EncodedBlock> blocks) throws IOException {
    store.checkUsable();
    long[] locators = new long[blocks.size()];
    if (blocks.stream().allMatch(block -> block.payload() == null)) {
      return locators; // Zeros, or stored already.
    }
    appendLock.lock();
    try {
      int from = 0;
      while (from < blocks.size()) {
        from = appendBatch(blocks, from, locators);
      }
      return locators;
    } catch (IOException e) {
      for (long locator : locators) {
        store.release(locator);
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
      SegmentStore.fileOf(segment).write(start, batch);
    } catch (IOException e) {
      Arrays.fill(locators, from, next, Locator.NONE);
      throw e;
    }
    segment.endByte = start + length;
    segment.unsynced |= length > 0;
    for (int i = from; i < next; i++) {
      store.addReference(locators[i]);
    }
    writeback.wrote(length);
    return next;
  }

  private void putRecord(EncodedBlock block, byte[] payload, int size) {
    int end = batch.position() + size;
    new RecordHeader(block.storedBytes(), block.crc32c(), block.storedCrc(), block.digest())
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
    store.quarantine().forget(number);
    directory.files().delete(directory.segment(number));
    StoreFile file = directory.files().create(directory.segment(number));
    namesUnsynced = true;
    ByteBuffer header =
        ByteBuffer.allocate(SegmentStore.FILE_HEADER_BYTES).putLong(FILE_MAGIC).putInt(number);
    try {
      file.write(0, header.rewind());
    } catch (IOException e) {
      file.close();
      throw e;
    }
    Segment segment = new Segment(number, file, SegmentStore.FILE_HEADER_BYTES);
    lastNumber = number;
    store.add(segment);
    active = segment;
    return segment;
  }

  /**
   * Makes all appended records durable before whatever is synced next, which is what refers to
   * them: on their own they are nothing that anybody asked for. A failed sync leaves it unknown
   * which bytes were lost, so the store then takes no more writes until it is opened again.
   */
  void sync() throws IOException {
    syncLock.lock();
    try {
      store.checkUsable();
      List<Segment> waiting = new ArrayList<>();
      boolean names;
      appendLock.lock();
      try {
        for (Segment segment : store.all()) {
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

  /** Waits for what goes on beside the callers. */
  void close() throws IOException {
    writeback.finish();
  }

  private void syncAll(List<Segment> waiting, boolean names) throws IOException {
    try {
      for (Segment segment : waiting) {
        SegmentStore.fileOf(segment).barrier();
      }
      if (names) {
        directory.files().syncDirectory(directory.segments());
      }
    } catch (IOException | RuntimeException e) {
      store.fail("a sync of the data segments failed: " + e);
      throw e;
    }
  }
}

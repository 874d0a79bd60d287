package dev.snapledger.blockstore.local;

import dev.snapledger.blockstore.api.BlockStoreException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.NavigableSet;
import java.util.function.IntPredicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what {@link DedupIndex} remembers over a restart: a file for each segment that is full and
 * durable. Without one, or with a damaged one, equal blocks are stored again, no more; so failures
 * are logged, and nothing else. An {@link EntryFile}, magic "SLHINT" 00 01, its entries in any
 * order: key 8, locator 8. Any thread may call. Format: docs/internals/segment-format.md#hints.
 */
final class HintFiles {
  static final int ENTRY_BYTES = 16;
  private static final EntryFile FORMAT =
      new EntryFile(0x534C_4849_4E54_0001L, ENTRY_BYTES, "the hints of a segment");
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
  private static final Logger LOG = LoggerFactory.getLogger(HintFiles.class);

  private final StoreDirectory directory;
  private final DedupIndex index;
  private volatile int kept;

  HintFiles(StoreDirectory directory, DedupIndex index) {
    this.directory = directory;
    this.index = index;
  }

  DedupIndex index() {
    return index;
  }

  /**
   * Remembers what the files of the newest segments say, as far as the memory reaches.
   *
   * @param present segments that have such a file
   * @param newest the newest segment, with or without one
   */
  void load(NavigableSet<Integer> present, int newest) {
    kept = newest;
    if (index.isOff() || directory.files().isReadOnly()) {
      return;
    }
    Deque<MemorySegment> files = new ArrayDeque<>();
    long entries = 0;
    for (int segment : present.descendingSet()) {
      if (entries >= index.entries()) {
        break;
      }
      try {
        MemorySegment file = FORMAT.open(directory.files(), directory.hints(segment), segment);
        entries += file.byteSize() / ENTRY_BYTES;
        files.push(file);
      } catch (IOException | BlockStoreException e) {
        LOG.warn("Blocks equal to those of a segment may be stored again: {}", e.getMessage());
      }
    }
    files.forEach(this::remember); // The oldest first: later ones take its place.
  }

  private void remember(MemorySegment file) {
    for (long at = 0; at < file.byteSize(); at += ENTRY_BYTES) {
      index.put(file.get(LONG, at), file.get(LONG, at + 8));
    }
  }

  /**
   * Writes the files of segments up to one, all of which are durable.
   *
   * @param present whether there is such a segment still
   */
  void keepThrough(int newest, IntPredicate present) {
    if (newest > kept && !index.isOff()) {
      keep(newest, present);
    }
  }

  private synchronized void keep(int newest, IntPredicate present) {
    while (kept < newest) {
      int segment = kept + 1;
      long[] entries = index.ofSegment(segment);
      try {
        if (entries.length > 0 && present.test(segment)) {
          write(segment, entries);
        }
      } catch (IOException | BlockStoreException e) {
        LOG.warn("What is in segment {} may be stored again: {}", segment, e.toString());
      }
      kept = segment;
    }
  }

  private void write(int segment, long[] entries) throws IOException {
    int[] next = {0};
    FORMAT.write(
        directory,
        directory.hints(segment),
        segment,
        entries.length / 2,
        out -> out.putLong(entries[next[0]++]).putLong(entries[next[0]++]));
  }
}

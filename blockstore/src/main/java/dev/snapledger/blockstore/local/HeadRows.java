package dev.snapledger.blockstore.local;

import dev.snapledger.blockstore.file.NoSpaceException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.PeekableIntIterator;
import org.roaringbitmap.RoaringBitmap;

/**
 * The changed blocks of a head whose records are in segments: a table in memory, and a journal that
 * makes it durable. Not thread-safe: the owner's lock guards it.
 */
final class HeadRows {
  /** A journal this many times longer than its rows is written anew. */
  private static final int JOURNAL_SLACK = 4;

  private final StoreContext store;
  private final Object owner;
  private final IntFunction<HeadJournal> journals;
  private HeadTable table;
  private HeadJournal journal;
  private final RoaringBitmap unjournaled = new RoaringBitmap();
  private final List<Long> replaced = new ArrayList<>();

  /**
   * No rows.
   *
   * @param owner names the volume or upload in errors
   * @param journals gives the journal for the image with that sequence
   * @param ordinal sequence of the image that the rows would become
   */
  HeadRows(StoreContext store, Object owner, IntFunction<HeadJournal> journals, int ordinal) {
    this.store = store;
    this.owner = owner;
    this.journals = journals;
    this.table = new HeadTable(store.memory());
    this.journal = journals.apply(ordinal);
  }

  /** The rows, for a delta. */
  HeadTable table() {
    return table;
  }

  @Nullable HeadRow find(int block) {
    return table.find(block);
  }

  int nextBlock(int from) {
    return table.nextBlock(from);
  }

  long journalBytes() {
    return journal.endByte();
  }

  /**
   * Restores the rows of the journal and counts their references.
   *
   * @return a locator whose record is not there, or {@link Locator#NONE} if all are
   */
  long replay() throws IOException {
    journal.replay(
        row -> {
          HeadRow before = table.find(row.version().blockIndex());
          if (before != null) {
            store.segments().release(before.version().locator());
          }
          store.segments().addReference(row.version().locator());
          table.put(row);
        });
    long lost = Locator.NONE;
    for (int row = 0; row < table.count(); row++) {
      lost = store.segments().reserveIfLost(table.locatorAt(row)) ? table.locatorAt(row) : lost;
    }
    return lost;
  }

  /** The row of a block that has one. */
  HeadRow require(int block) {
    HeadRow row = table.find(block);
    if (row == null) {
      throw new IllegalStateException("expected a row for block " + block + ", but found none");
    }
    return row;
  }

  /** Adds a row, or replaces that of its block. */
  void put(HeadRow row) {
    HeadRow before = table.find(row.version().blockIndex());
    if (before != null && !before.version().isZero()) {
      // The journal may still name it, so it is needed until the next batch is durable.
      replaced.add(before.version().locator());
    }
    table.put(row);
    unjournaled.add(row.version().blockIndex());
  }

  /** Makes all rows durable, and first the records that they name. */
  void flush() throws IOException {
    if (unjournaled.isEmpty()) {
      return;
    }
    store.segments().sync();
    fencing(
        () -> {
          if (journalIsLong()) {
            journal.rewrite(() -> rows(table.blocks()));
          } else {
            journal.append(() -> rows(unjournaled));
          }
        });
    unjournaled.clear();
    releaseReplaced();
  }

  private Iterator<HeadRow> rows(RoaringBitmap blocks) {
    PeekableIntIterator ascending = blocks.getIntIterator();
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return ascending.hasNext();
      }

      @Override
      public HeadRow next() {
        return require(ascending.next());
      }
    };
  }

  private boolean journalIsLong() {
    long records = journal.endByte() / JournalRecord.BYTES;
    return records > store.limits().journalRecords()
        && records > (long) JOURNAL_SLACK * table.count();
  }

  /** After anything but missing space, only a new open knows what is durable. */
  private void fencing(Faults.Work work) throws IOException {
    try {
      work.run();
    } catch (NoSpaceException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      store.segments().fail("writing the journal of " + owner + " failed: " + e);
      throw e;
    }
  }

  /** Told each locator that a row names, or that the journal on disk may still name. */
  void forEachName(LongConsumer names) {
    for (int block = table.nextBlock(0); block >= 0; block = table.nextBlock(block + 1)) {
      names.accept(require(block).version().locator());
    }
    replaced.forEach(names::accept);
  }

  private void releaseReplaced() {
    replaced.forEach(store.segments()::release);
    replaced.clear();
  }

  /** Forgets all rows, which have become a layer. */
  void clear() {
    releaseReplaced();
    unjournaled.clear();
    table = new HeadTable(store.memory());
  }

  /** Goes on in the journal for the image with that sequence; the one before is not needed. */
  void continueIn(int ordinal) {
    HeadJournal before = journal;
    journal = journals.apply(ordinal);
    try {
      before.remove();
    } catch (IOException _) {
      // It is older than the newest layer, so the next open removes it.
    }
  }

  /** Gives up all references and the journal; for a deleted volume or upload. */
  void discard() throws IOException {
    // First, and durably: an old journal must not come back and name records that are gone.
    journal.removeDurably();
    for (int block = table.nextBlock(0); block >= 0; block = table.nextBlock(block + 1)) {
      store.segments().release(require(block).version().locator());
    }
    clear();
  }

  /** Told what a row refers to; says whether to go on. */
  @FunctionalInterface
  interface ReferenceVisitor {
    boolean visit(int blockIndex, long locator, int crc32c);
  }

  /**
   * Gives the references of some rows; rows keep their places until the next seal.
   *
   * @return where the next rows start, or -1 if there are none
   */
  int references(int fromRow, int rowsMax, ReferenceVisitor visitor) {
    int end = (int) Math.min(table.count(), (long) fromRow + rowsMax);
    int at = fromRow;
    boolean goesOn = true;
    while (at < end && goesOn) {
      goesOn = visitor.visit(table.blockAt(at), table.locatorAt(at), table.crcAt(at));
      at++;
    }
    return at < table.count() ? at : -1;
  }

  void close() throws IOException {
    journal.close();
  }
}

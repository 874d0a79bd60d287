package dev.snapledger.blockstore.local;

import static dev.snapledger.blockstore.geometry.Geometry.BLOCK_BYTES;

import dev.snapledger.blockstore.api.BlockDigest;
import dev.snapledger.blockstore.api.ImageId;
import dev.snapledger.blockstore.file.NoSpaceException;
import dev.snapledger.blockstore.geometry.Geometry;
import dev.snapledger.blockstore.geometry.PageRange;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntFunction;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.PeekableIntIterator;
import org.roaringbitmap.RoaringBitmap;

/**
 * What was changed on top of a chain since its newest layer: of a volume, or of an upload.
 *
 * <p>A changed block is first whole in the buffer, then, when the buffer is full or flushed, a
 * record in a segment and a row in the table, and after the flush an entry in the journal. Only the
 * journal makes it durable, so a crash leaves for each block an old or a new version, never a mix.
 * Reads look in this order: buffer, table, chain, source. Not thread-safe: the owner's lock guards
 * it.
 */
final class Head implements BlockView {
  /** A journal this many times longer than its rows is written anew. */
  private static final int JOURNAL_SLACK = 4;

  /** Held while an upload is used, continued, sealed or deleted; a volume has a lock of its own. */
  final ReentrantLock uploadLock = new ReentrantLock();

  private final StoreContext store;
  private final Chain chain;
  private final Object owner;
  private volatile @Nullable ImageView source;
  private volatile long sizeBytes;
  private final IntFunction<HeadJournal> journals;
  private HeadTable table;
  private HeadJournal journal;
  private final Map<Integer, Pending> buffer = new LinkedHashMap<>();
  private final RoaringBitmap unjournaled = new RoaringBitmap();
  private final List<Long> replaced = new ArrayList<>();

  private static final class Pending {
    final byte[] bytes;
    int dirtyMask;

    Pending(byte[] bytes, int dirtyMask) {
      this.bytes = bytes;
      this.dirtyMask = dirtyMask;
    }
  }

  /**
   * A head over a chain whose layers are loaded.
   *
   * @param owner names the volume or upload in errors
   * @param journals gives the journal for the image with that sequence
   */
  Head(
      StoreContext store,
      Chain chain,
      Object owner,
      IntFunction<HeadJournal> journals,
      long sizeBytes) {
    this.store = store;
    this.table = new HeadTable(store.memory());
    this.chain = chain;
    this.owner = owner;
    this.journals = journals;
    this.journal = journals.apply(chain.nextOrdinal());
    this.sizeBytes = sizeBytes;
  }

  /** Reads unfilled blocks from an image of another chain from now on. */
  void readThrough(ImageView image) {
    source = image;
  }

  void noSource() {
    source = null;
  }

  @Nullable ImageView source() {
    return source;
  }

  Chain chain() {
    return chain;
  }

  long journalBytes() {
    return journal.endByte();
  }

  @Override
  public long sizeBytes() {
    return sizeBytes;
  }

  void resize(long newSizeBytes) {
    sizeBytes = newSizeBytes;
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

  private HeadRow rowOf(int block) {
    HeadRow row = table.find(block);
    if (row == null) {
      throw new IllegalStateException("expected a row for block " + block + ", but found none");
    }
    return row;
  }

  /** The version in force, less what is still in the buffer. */
  @Override
  public BlockVersion version(int block) {
    HeadRow row = table.find(block);
    return row != null ? row.version() : versionBelow(block);
  }

  private BlockVersion versionBelow(int block) {
    BlockVersion inChain = chain.version(block, Chain.HEAD);
    return inChain.isZero() ? versionOfSource(block) : inChain;
  }

  private BlockVersion versionOfSource(int block) {
    ImageView image = source;
    return image == null ? BlockVersion.zero(block) : image.version(block);
  }

  @Override
  public int nextBlock(int from) {
    ImageView image = source;
    int next = table.nextBlock(from);
    next = nearer(next, new ChainBlocks(chain).nextBlock(from));
    return image == null ? next : nearer(next, image.nextBlock(from));
  }

  private static int nearer(int a, int b) {
    return a < 0 ? b : b < 0 ? a : Math.min(a, b);
  }

  /** Mask of the parts with data, now. */
  int dataMask(int block) {
    Pending pending = buffer.get(block);
    return pending != null ? BlockCodec.dataMask(pending.bytes) : version(block).dataMask();
  }

  void read(long startByte, ByteBuffer into) {
    Pieces.<RuntimeException>each(
        startByte,
        into.remaining(),
        (block, start, length) -> {
          Pending pending = buffer.get(block);
          if (pending != null) {
            into.put(pending.bytes, start, length);
          } else {
            store.segments().read(version(block), owner, start, length, into);
          }
        });
  }

  void write(long startByte, ByteBuffer from) throws IOException {
    store.segments().checkUsable();
    Pieces.<IOException>each(
        startByte,
        from.remaining(),
        (block, start, length) -> {
          makeRoom();
          put(block, start, length, from);
        });
  }

  private void put(int block, int start, int length, ByteBuffer from) {
    Pending pending = buffer.get(block);
    int touched = Geometry.partsTouched(start, start + length);
    if (pending == null) {
      BlockVersion before = version(block);
      if (before.isZero() && Pieces.isZero(from, length)) {
        from.position(from.position() + length);
        return;
      }
      pending = new Pending(oldBytes(before, length), inherited(block));
      buffer.put(block, pending);
      store.writer().buffered(1);
    }
    from.get(pending.bytes, start, length);
    pending.dirtyMask |= touched;
  }

  private byte[] oldBytes(BlockVersion before, int overwrittenBytes) {
    return before.isZero() || overwrittenBytes == BLOCK_BYTES
        ? new byte[BLOCK_BYTES]
        : store.segments().read(before, owner);
  }

  /** Dirty parts a new version starts with: those dirty already, or new against an empty chain. */
  private int inherited(int block) {
    HeadRow row = table.find(block);
    if (row != null) {
      return row.version().dirtyMask();
    }
    boolean fromSource = chain.version(block, Chain.HEAD).isZero();
    return fromSource ? versionOfSource(block).dataMask() : 0;
  }

  /** Makes a range zero; walks allocated blocks only. */
  void clear(PageRange range) throws IOException {
    drain();
    int last = Geometry.blockOf(range.endByte() - 1);
    int block = nextBlock(Geometry.blockOf(range.startByte()));
    while (block >= 0 && block <= last) {
      long blockStart = Geometry.startOf(block);
      int from = (int) Math.max(0, range.startByte() - blockStart);
      int to = (int) Math.min(BLOCK_BYTES, range.endByte() - blockStart);
      if (!version(block).isZero()) {
        clearInside(block, from, to);
      }
      block = nextBlock(block + 1);
    }
  }

  private void clearInside(int block, int from, int to) throws IOException {
    int touched = Geometry.partsTouched(from, to);
    if (to - from == BLOCK_BYTES) {
      // No bytes are needed to clear a whole block: the row alone says that it is zero.
      replaceRow(
          new HeadRow(
              new BlockVersion(block, inherited(block) | touched, 0, 0, Locator.NONE),
              BlockDigest.ZERO));
      unjournaled.add(block);
      return;
    }
    makeRoom();
    Pending pending = new Pending(oldBytes(version(block), to - from), inherited(block) | touched);
    java.util.Arrays.fill(pending.bytes, from, to, (byte) 0);
    buffer.put(block, pending);
    store.writer().buffered(1);
  }

  private void makeRoom() throws IOException {
    if (buffer.size() >= store.limits().bufferBlocks()
        || (store.writer().bufferFull() && !buffer.isEmpty())) {
      drain();
    }
  }

  /** Moves the buffer into segments and the table. If it fails, the buffer stays as it is. */
  void drain() throws IOException {
    if (buffer.isEmpty()) {
      return;
    }
    List<byte[]> blocks = new ArrayList<>(buffer.size());
    buffer.values().forEach(pending -> blocks.add(pending.bytes));
    Iterator<StoredBlock> stored = store.writer().write(chain.id, blocks).iterator();
    for (Map.Entry<Integer, Pending> entry : buffer.entrySet()) {
      StoredBlock block = stored.next();
      BlockVersion version =
          new BlockVersion(
              entry.getKey(),
              entry.getValue().dirtyMask,
              block.dataMask(),
              block.crc32c(),
              block.locator());
      replaceRow(new HeadRow(version, block.digest()));
      unjournaled.add(entry.getKey());
    }
    dropBuffer();
  }

  private void dropBuffer() {
    store.writer().buffered(-buffer.size());
    buffer.clear();
  }

  private void replaceRow(HeadRow row) {
    HeadRow before = table.find(row.version().blockIndex());
    if (before != null && !before.version().isZero()) {
      // The journal may still name it, so it is needed until the next batch is durable.
      replaced.add(before.version().locator());
    }
    table.put(row);
  }

  void flush() throws IOException {
    drain();
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
        return rowOf(ascending.next());
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
      names.accept(rowOf(block).version().locator());
    }
    replaced.forEach(names::accept);
  }

  private void releaseReplaced() {
    replaced.forEach(store.segments()::release);
    replaced.clear();
  }

  /** Whether a source block still has to be adopted. */
  boolean isUnfilled(int block) {
    return !buffer.containsKey(block)
        && table.find(block) == null
        && chain.version(block, Chain.HEAD).isZero();
  }

  /** Takes over a block of the source, sharing the stored record. */
  void adopt(BlockVersion version) {
    BlockDigest digest = store.segments().digest(version, owner);
    store.segments().share(version, owner);
    table.put(
        new HeadRow(
            new BlockVersion(
                version.blockIndex(),
                version.dataMask(),
                version.dataMask(),
                version.crc32c(),
                version.locator()),
            digest));
    unjournaled.add(version.blockIndex());
  }

  private void adoptAll() {
    ImageView image = source;
    if (image == null) {
      return;
    }
    for (int block = image.nextBlock(0); block >= 0; block = image.nextBlock(block + 1)) {
      BlockVersion version = image.version(block);
      if (!version.isZero() && isUnfilled(block)) {
        adopt(version);
      }
    }
  }

  /** Makes the head the newest layer of its chain; afterwards the head is empty. */
  Layer seal(ImageId image, @Nullable ImageId origin) throws IOException {
    drain();
    adoptAll();
    store.segments().sync();
    DeltaWriter.Identity identity = identity(image, origin);
    Path file =
        store
            .directory()
            .chain(chain.id)
            .resolve(StoreDirectory.deltaName(identity.ordinal(), image, StoreDirectory.DELTA));
    DeltaWriter delta = new DeltaWriter(store.directory(), file);
    delta.write(identity, table.blocks(), table);
    Layer layer = delta.publish(store.segments(), chain);
    emptyInto(layer);
    continueIn(journals.apply(identity.ordinal() + 1));
    return layer;
  }

  /** A delete may take older layers out meanwhile; the newest stays, as there is a head. */
  private DeltaWriter.Identity identity(ImageId image, @Nullable ImageId origin) {
    chain.lock.readLock().lock();
    try {
      return new DeltaWriter.Identity(
          image,
          chain.id,
          chain.nextOrdinal(),
          chain.newestImage(),
          origin,
          sizeBytes,
          chain.newestRoot());
    } finally {
      chain.lock.readLock().unlock();
    }
  }

  private void emptyInto(Layer layer) {
    chain.lock.writeLock().lock();
    try {
      chain.append(layer, store.segments()::release);
    } finally {
      chain.lock.writeLock().unlock();
    }
    releaseReplaced();
    unjournaled.clear();
    table = new HeadTable(store.memory());
    source = null;
  }

  private void continueIn(HeadJournal next) {
    HeadJournal before = journal;
    journal = next;
    try {
      before.remove();
    } catch (IOException _) {
      // It is older than the newest layer, so the next open removes it.
    }
  }

  /** Blocks with data that were changed since the newest layer. */
  long changedDataBlocks() {
    long changed = buffer.values().stream().filter(p -> BlockCodec.dataMask(p.bytes) != 0).count();
    for (int block = table.nextBlock(0); block >= 0; block = table.nextBlock(block + 1)) {
      changed += buffer.containsKey(block) || rowOf(block).version().isZero() ? 0 : 1;
    }
    return changed;
  }

  /** Blocks with data, once the buffer is drained. */
  RoaringBitmap dataBlocks() {
    return Pieces.dataBlocks(this);
  }

  BlockDigest digest(BlockVersion version) {
    HeadRow row = table.find(version.blockIndex());
    return row != null ? row.digest() : store.segments().digest(version, owner);
  }

  /** Gives up all references and the journal; for a deleted volume or upload. */
  void discard() throws IOException {
    dropBuffer();
    // First, and durably: an old journal must not come back and name records that are gone.
    journal.removeDurably();
    for (int block = table.nextBlock(0); block >= 0; block = table.nextBlock(block + 1)) {
      store.segments().release(rowOf(block).version().locator());
    }
    releaseReplaced();
    unjournaled.clear();
    table = new HeadTable(store.memory());
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

  /** Whether a read of the block would need the record. */
  boolean shows(int block, RecordKey record) {
    return !buffer.containsKey(block)
        && RecordKey.of(store.segments().at(version(block))).equals(record);
  }

  void close() throws IOException {
    dropBuffer();
    journal.close();
  }

  @Override
  public String toString() {
    return owner.toString();
  }
}

package dev.snapledger.blockstore.local;

import static dev.snapledger.blockstore.geometry.Geometry.BLOCK_BYTES;

import dev.snapledger.blockstore.api.BlockDigest;
import dev.snapledger.blockstore.api.ImageId;
import dev.snapledger.blockstore.geometry.Geometry;
import dev.snapledger.blockstore.geometry.PageRange;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntFunction;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
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
  /** Held while an upload is used, continued, sealed or deleted; a volume has a lock of its own. */
  final ReentrantLock uploadLock = new ReentrantLock();

  private final StoreContext store;
  private final Chain chain;
  private final Object owner;
  private volatile @Nullable ImageView source;
  private volatile long sizeBytes;
  private final HeadRows rows;
  private final HeadBuffer buffer;

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
    this.buffer = new HeadBuffer(store.writer(), chain.id, store.limits().bufferBlocks());
    this.chain = chain;
    this.owner = owner;
    this.rows = new HeadRows(store, owner, journals, chain.nextOrdinal());
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

  /** What of the head is in its table and its journal. */
  HeadRows rows() {
    return rows;
  }

  @Override
  public long sizeBytes() {
    return sizeBytes;
  }

  void resize(long newSizeBytes) {
    sizeBytes = newSizeBytes;
  }

  /** The version in force, less what is still in the buffer. */
  @Override
  public BlockVersion version(int block) {
    HeadRow row = rows.find(block);
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
    int next = rows.nextBlock(from);
    next = nearer(next, new ChainBlocks(chain).nextBlock(from));
    return image == null ? next : nearer(next, image.nextBlock(from));
  }

  private static int nearer(int a, int b) {
    return a < 0 ? b : b < 0 ? a : Math.min(a, b);
  }

  /** Mask of the parts with data, now. */
  int dataMask(int block) {
    byte[] buffered = buffer.bytes(block);
    return buffered != null ? BlockCodec.dataMask(buffered) : version(block).dataMask();
  }

  void read(long startByte, ByteBuffer into) {
    Pieces.<RuntimeException>each(
        startByte,
        into.remaining(),
        (block, start, length) -> {
          byte[] buffered = buffer.bytes(block);
          if (buffered != null) {
            into.put(buffered, start, length);
          } else {
            store.segments().records().read(version(block), owner, start, length, into);
          }
        });
  }

  void write(long startByte, ByteBuffer from) throws IOException {
    store.segments().checkUsable();
    Pieces.<IOException>each(
        startByte,
        from.remaining(),
        (block, start, length) -> {
          buffer.makeRoom(block, this::stored);
          put(block, start, length, from);
        });
  }

  private void put(int block, int start, int length, ByteBuffer from) {
    byte[] bytes = buffer.writable(block);
    if (bytes == null) {
      BlockVersion before = version(block);
      if (before.isZero() && Pieces.isZero(from, length)) {
        from.position(from.position() + length);
        return;
      }
      bytes = oldBytes(before, length);
      buffer.add(block, bytes, inherited(block));
    }
    from.get(bytes, start, length);
    buffer.touch(block, Geometry.partsTouched(start, start + length));
  }

  private byte[] oldBytes(BlockVersion before, int overwrittenBytes) {
    return before.isZero() || overwrittenBytes == BLOCK_BYTES
        ? new byte[BLOCK_BYTES]
        : store.segments().records().read(before, owner);
  }

  /** Dirty parts a new version starts with: those dirty already, or new against an empty chain. */
  private int inherited(int block) {
    HeadRow row = rows.find(block);
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
      rows.put(
          new HeadRow(
              new BlockVersion(block, inherited(block) | touched, 0, 0, Locator.NONE),
              BlockDigest.ZERO));
      return;
    }
    buffer.makeRoom(block, this::stored);
    byte[] bytes = oldBytes(version(block), to - from);
    Arrays.fill(bytes, from, to, (byte) 0);
    buffer.add(block, bytes, inherited(block) | touched);
  }

  /** Moves the buffer into segments and the table. If it fails, the rest stays in the buffer. */
  void drain() throws IOException {
    buffer.drain(this::stored);
  }

  private void stored(int block, int dirtyMask, StoredBlock stored) {
    BlockVersion version =
        new BlockVersion(block, dirtyMask, stored.dataMask(), stored.crc32c(), stored.locator());
    rows.put(new HeadRow(version, stored.digest()));
  }

  /** Told the locator of each record that a row names, or will name, or the journal may name. */
  void forEachName(LongConsumer names) {
    rows.forEachName(names);
    buffer.forEachName(names);
  }

  /** Makes durable what was written until now. */
  void flush() throws IOException {
    drain();
    rows.flush();
  }

  /** Whether a source block still has to be adopted. */
  boolean isUnfilled(int block) {
    return !buffer.has(block)
        && rows.find(block) == null
        && chain.version(block, Chain.HEAD).isZero();
  }

  /** Takes over a block of the source, sharing the stored record. */
  void adopt(BlockVersion version) {
    BlockDigest digest = store.segments().records().digest(version, owner);
    store.segments().share(version, owner);
    rows.put(
        new HeadRow(
            new BlockVersion(
                version.blockIndex(),
                version.dataMask(),
                version.dataMask(),
                version.crc32c(),
                version.locator()),
            digest));
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
    delta.write(identity, rows.table().blocks(), rows.table());
    Layer layer = delta.publish(store.segments(), chain);
    emptyInto(layer);
    rows.continueIn(identity.ordinal() + 1);
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
    rows.clear();
    source = null;
  }

  /** Blocks with data that were changed since the newest layer. */
  long changedDataBlocks() {
    long changed = buffer.dataBlocks();
    for (int block = rows.nextBlock(0); block >= 0; block = rows.nextBlock(block + 1)) {
      changed += buffer.has(block) || rows.require(block).version().isZero() ? 0 : 1;
    }
    return changed;
  }

  /** Blocks with data, once the buffer is drained. */
  RoaringBitmap dataBlocks() {
    return Pieces.dataBlocks(this);
  }

  BlockDigest digest(BlockVersion version) {
    HeadRow row = rows.find(version.blockIndex());
    return row != null ? row.digest() : store.segments().records().digest(version, owner);
  }

  /** Gives up all references and the journal; for a deleted volume or upload. */
  void discard() throws IOException {
    buffer.clear();
    rows.discard();
  }

  /** Whether a read of the block would need the record. */
  boolean shows(int block, RecordKey record) {
    return !buffer.has(block) && RecordKey.of(store.segments().at(version(block))).equals(record);
  }

  void close() throws IOException {
    buffer.clear();
    rows.close();
  }

  @Override
  public String toString() {
    return owner.toString();
  }
}

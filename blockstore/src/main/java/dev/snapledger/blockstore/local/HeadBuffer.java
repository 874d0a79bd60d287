package dev.snapledger.blockstore.local;

import dev.snapledger.blockstore.api.ChainId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Whole blocks that were written to a head and are not yet records of a segment.
 *
 * <p>One half fills, in the order of first writes, while the blocks of the other are encoded: a
 * block may be in both, and then the filling half has its bytes. Not thread-safe: the owner's lock
 * guards it.
 */
final class HeadBuffer {
  private final BlockWriter writer;
  private final ChainId chain;
  private final int halfBlocksMax;
  private Map<Integer, Pending> filling = new LinkedHashMap<>();

  /** Not changed any more: other threads may read the bytes. */
  private Map<Integer, Pending> leaving = new LinkedHashMap<>();

  /** What becomes of the leaving blocks; null if there are none, or if storing them failed. */
  private BlockWriter.@Nullable Writing writing;

  private static final class Pending {
    private final byte[] bytes;
    private int dirtyMask;

    private Pending(byte[] bytes, int dirtyMask) {
      this.bytes = bytes;
      this.dirtyMask = dirtyMask;
    }
  }

  /** Told of a block that became a record, and which of its parts were changed. */
  @FunctionalInterface
  interface Visitor {
    void visit(int block, int dirtyMask, StoredBlock stored);
  }

  /**
   * An empty buffer.
   *
   * @param writer stores blocks, counts those of all heads, and says when they are too many
   * @param chain that the records will be of
   * @param blocksMax most blocks of this one
   */
  HeadBuffer(BlockWriter writer, ChainId chain, int blocksMax) {
    this.writer = writer;
    this.chain = chain;
    this.halfBlocksMax = Math.max(1, blocksMax / 2);
  }

  boolean has(int block) {
    return filling.containsKey(block) || leaving.containsKey(block);
  }

  /** The bytes of a block, not to be changed; null if it is not here. */
  byte @Nullable [] bytes(int block) {
    Pending pending = filling.getOrDefault(block, leaving.get(block));
    return pending == null ? null : pending.bytes;
  }

  /** The bytes of a block, which the caller may change; null if it is not here. */
  byte @Nullable [] writable(int block) {
    Pending pending = filling.get(block);
    Pending left = leaving.get(block);
    if (pending == null && left != null) {
      pending = new Pending(left.bytes.clone(), left.dirtyMask);
      filling.put(block, pending);
      writer.buffered(1);
    }
    return pending == null ? null : pending.bytes;
  }

  /** Adds a block that is not here. */
  void add(int block, byte[] bytes, int dirtyMask) {
    filling.put(block, new Pending(bytes, dirtyMask));
    writer.buffered(1);
  }

  /** Marks more parts of a block as changed, of which the caller has the writable bytes. */
  void touch(int block, int dirtyMask) {
    Pending pending = filling.get(block);
    if (pending == null) {
      throw new IllegalStateException("expected block " + block + " in the buffer, but found none");
    }
    pending.dirtyMask |= dirtyMask;
  }

  /**
   * Makes room for a block that is to be changed. Blocks may leave, or have become records; if it
   * fails, all are here as before.
   *
   * @param stored told of each block that became a record
   */
  void makeRoom(int block, Visitor stored) throws IOException {
    if (filling.containsKey(block)) {
      return;
    }
    if (writer.bufferFull()) {
      drain(stored);
    } else if (filling.size() >= halfBlocksMax) {
      finishLeaving(stored);
      leave();
    }
  }

  /**
   * Makes all blocks records, in their order. If it fails, those that are none stay.
   *
   * @param stored told of each
   */
  void drain(Visitor stored) throws IOException {
    finishLeaving(stored);
    leave();
    finishLeaving(stored);
  }

  private void leave() {
    if (!filling.isEmpty()) {
      leaving = filling;
      filling = new LinkedHashMap<>();
      writing = begin();
    }
  }

  private BlockWriter.Writing begin() {
    List<byte[]> blocks = new ArrayList<>(leaving.size());
    leaving.values().forEach(pending -> blocks.add(pending.bytes));
    return writer.begin(chain, blocks);
  }

  private void finishLeaving(Visitor stored) throws IOException {
    if (leaving.isEmpty()) {
      return;
    }
    BlockWriter.Writing begun = writing == null ? begin() : writing;
    writing = null;
    var records = begun.finish().iterator();
    leaving.forEach((block, pending) -> stored.visit(block, pending.dirtyMask, records.next()));
    writer.buffered(-leaving.size());
    leaving = new LinkedHashMap<>();
  }

  /** How many blocks have a byte that is not zero. */
  long dataBlocks() {
    return leaving.entrySet().stream()
            .filter(left -> !filling.containsKey(left.getKey()) && hasData(left.getValue()))
            .count()
        + filling.values().stream().filter(HeadBuffer::hasData).count();
  }

  private static boolean hasData(Pending pending) {
    return BlockCodec.dataMask(pending.bytes) != 0;
  }

  /** Told the name of each record that leaving blocks will share; waits until they are encoded. */
  void forEachName(LongConsumer names) {
    if (writing != null) {
      writing.forEachName(names);
    }
  }

  /** Gives all blocks up. */
  void clear() {
    if (writing != null) {
      writing.abandon();
      writing = null;
    }
    writer.buffered(-filling.size() - leaving.size());
    filling = new LinkedHashMap<>();
    leaving = new LinkedHashMap<>();
  }
}

package dev.snapledger.blockstore.local;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whole blocks that were written to a head and are not yet records of a segment, in the order in
 * which they were written first. Not thread-safe: the owner's lock guards it.
 */
final class HeadBuffer {
  private final BlockWriter writer;
  private final int blocksMax;
  private final Map<Integer, Pending> blocks = new LinkedHashMap<>();

  private static final class Pending {
    private final byte[] bytes;
    private int dirtyMask;

    private Pending(byte[] bytes, int dirtyMask) {
      this.bytes = bytes;
      this.dirtyMask = dirtyMask;
    }
  }

  /** Told of a block and which of its parts were changed. */
  @FunctionalInterface
  interface Visitor {
    void visit(int block, int dirtyMask);
  }

  /**
   * An empty buffer.
   *
   * @param writer counts the blocks of all heads, and says when they are too many
   * @param blocksMax most blocks of this one
   */
  HeadBuffer(BlockWriter writer, int blocksMax) {
    this.writer = writer;
    this.blocksMax = blocksMax;
  }

  boolean isEmpty() {
    return blocks.isEmpty();
  }

  /** Whether it has to be emptied before it takes another block. */
  boolean isFull() {
    return blocks.size() >= blocksMax || (writer.bufferFull() && !blocks.isEmpty());
  }

  boolean has(int block) {
    return blocks.containsKey(block);
  }

  /** The bytes of a block, which the caller may change; null if it is not here. */
  byte @Nullable [] bytes(int block) {
    Pending pending = blocks.get(block);
    return pending == null ? null : pending.bytes;
  }

  /** Adds a block that is not here. */
  void add(int block, byte[] bytes, int dirtyMask) {
    blocks.put(block, new Pending(bytes, dirtyMask));
    writer.buffered(1);
  }

  /** Marks more parts of a block that is here as changed. */
  void touch(int block, int dirtyMask) {
    Pending pending = blocks.get(block);
    if (pending == null) {
      throw new IllegalStateException("expected block " + block + " in the buffer, but found none");
    }
    pending.dirtyMask |= dirtyMask;
  }

  /** The bytes of all blocks, in their order. */
  List<byte[]> blocks() {
    List<byte[]> all = new ArrayList<>(blocks.size());
    blocks.values().forEach(pending -> all.add(pending.bytes));
    return all;
  }

  /** Visits all blocks, in their order. */
  void forEach(Visitor visitor) {
    blocks.forEach((block, pending) -> visitor.visit(block, pending.dirtyMask));
  }

  /** How many blocks have a byte that is not zero. */
  long dataBlocks() {
    return blocks.values().stream().filter(p -> BlockCodec.dataMask(p.bytes) != 0).count();
  }

  void clear() {
    writer.buffered(-blocks.size());
    blocks.clear();
  }
}

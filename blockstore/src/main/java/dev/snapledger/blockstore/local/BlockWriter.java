package dev.snapledger.blockstore.local;

import dev.snapledger.blockstore.api.BlockDigest;
import dev.snapledger.blockstore.api.ChainId;
import dev.snapledger.blockstore.api.Compression;
import dev.snapledger.blockstore.file.Uninterruptible;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongConsumer;

/**
 * Encodes blocks on a few threads and appends those that are not stored yet; counts the blocks
 * buffered by all heads.
 *
 * <p>Any thread may call. Encoding happens before the append, so a slow file system never holds an
 * encoder.
 */
final class BlockWriter implements AutoCloseable {
  private static final int THREADS_MAX = 4;
  private static final int IDLE_SECONDS = 2;

  /** Blocks encoded by one thread and appended at once. */
  private static final int PIECE_BLOCKS = 16;

  /** Blocks all heads of a store may buffer before each write goes straight through: 64 MiB. */
  static final int BUFFERED_BLOCKS_MAX = 1024;

  private final SegmentStore segments;
  private final SharedRecords shared;
  private final BlockCodec codec;
  private final int threads =
      Math.clamp(Runtime.getRuntime().availableProcessors(), 1, THREADS_MAX);
  private final ThreadPoolExecutor encoders =
      new ThreadPoolExecutor(
          threads,
          threads,
          IDLE_SECONDS,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(),
          Thread.ofPlatform().daemon().name("block-encoder-", 0).factory());
  private final AtomicInteger buffered = new AtomicInteger();

  /** A block, and what was found of it; a shared one has no payload. */
  private record Prepared(EncodedBlock block, SharedRecords.Match match) {}

  BlockWriter(SegmentStore segments, Compression compression) {
    this.segments = segments;
    this.codec = new BlockCodec(compression);
    this.shared = new SharedRecords(segments, segments.dedup());
    encoders.allowCoreThreadTimeOut(true);
  }

  boolean bufferFull() {
    return buffered.get() >= BUFFERED_BLOCKS_MAX;
  }

  void buffered(int blocks) {
    buffered.addAndGet(blocks);
  }

  /**
   * Begins to store blocks of one chain: they are encoded on other threads from now on, and must
   * not be changed. Whoever begins has to finish or abandon it.
   */
  Writing begin(ChainId chain, List<byte[]> blocks) {
    Writing writing = new Writing(chain, blocks.size());
    for (int from = 0; from < blocks.size(); from += PIECE_BLOCKS) {
      List<byte[]> piece = blocks.subList(from, Math.min(blocks.size(), from + PIECE_BLOCKS));
      writing.pieces.add(
          blocks.size() <= PIECE_BLOCKS
              ? CompletableFuture.completedFuture(prepare(chain, piece))
              : encoders.submit(() -> prepare(chain, piece)));
    }
    return writing;
  }

  /** Blocks on their way into segments. For one thread at a time. */
  final class Writing {
    private final ChainId chain;
    private final List<StoredBlock> stored;
    private final Deque<Future<List<Prepared>>> pieces = new ArrayDeque<>();

    private Writing(ChainId chain, int blocks) {
      this.chain = chain;
      this.stored = new ArrayList<>(blocks);
    }

    /**
     * Appends the blocks and counts one reference to each record. If it fails, nothing was stored.
     * Pieces are appended in order while later ones are encoded. Once only.
     *
     * @return in the order given
     */
    List<StoredBlock> finish() throws IOException {
      try {
        while (!pieces.isEmpty()) {
          append(chain, get(pieces.remove()), stored);
        }
        return stored;
      } catch (IOException | RuntimeException e) {
        stored.forEach(block -> segments.release(block.locator()));
        abandon();
        throw e;
      }
    }

    /** Told the names of stored records that were found for blocks; waits until all are encoded. */
    void forEachName(LongConsumer names) {
      pieces.forEach(piece -> get(piece).forEach(block -> names.accept(block.match().locator())));
    }

    /** Gives back what was found for blocks that are not to be stored. */
    void abandon() {
      pieces.forEach(piece -> releaseMatches(get(piece)));
      pieces.clear();
    }
  }

  /** Stores the block of a damaged record again, durably, and lets the record's name lead there. */
  void heal(long locator, byte[] block) throws IOException {
    long[] copy = segments.append(List.of(codec.encode(block)));
    try {
      segments.sync();
      segments.forward(locator, copy[0]);
    } finally {
      segments.release(copy[0]); // The forwarding keeps it.
    }
  }

  private static List<Prepared> get(Future<List<Prepared>> piece) {
    try {
      return Uninterruptible.get(piece);
    } catch (ExecutionException e) {
      throw new IllegalStateException("expected a block to be encoded, but it was not", e);
    }
  }

  private void append(ChainId chain, List<Prepared> prepared, List<StoredBlock> stored)
      throws IOException {
    long[] appended;
    try {
      appended = segments.append(prepared.stream().map(Prepared::block).toList());
    } catch (IOException | RuntimeException e) {
      releaseMatches(prepared);
      throw e;
    }
    for (int i = 0; i < appended.length; i++) {
      stored.add(stored(chain, prepared.get(i), appended[i]));
    }
  }

  private void releaseMatches(List<Prepared> prepared) {
    prepared.forEach(block -> segments.release(block.match().locator()));
  }

  private StoredBlock stored(ChainId chain, Prepared prepared, long appended) {
    EncodedBlock block = prepared.block();
    long locator = appended == Locator.NONE ? prepared.match().locator() : appended;
    if (appended != Locator.NONE) {
      shared.remember(chain, block.digest(), appended);
    }
    if (prepared.match().rotten() != Locator.NONE) {
      shared.heal(prepared.match().rotten(), appended);
    }
    return new StoredBlock(block.dataMask(), block.crc32c(), block.digest(), locator);
  }

  private List<Prepared> prepare(ChainId chain, List<byte[]> blocks) {
    List<Prepared> prepared = new ArrayList<>(blocks.size());
    for (byte[] block : blocks) {
      prepared.add(prepare(chain, block));
    }
    return prepared;
  }

  private Prepared prepare(ChainId chain, byte[] block) {
    int dataMask = BlockCodec.dataMask(block);
    if (dataMask == 0) {
      return new Prepared(EncodedBlock.ZERO, SharedRecords.Match.NOTHING);
    }
    BlockDigest digest = BlockDigest.of(BlockCodec.sha256().digest(block));
    int crc32c = BlockCodec.crc32c(block);
    SharedRecords.Match match = shared.find(chain, digest, crc32c, block);
    EncodedBlock encoded =
        match.locator() == Locator.NONE
            ? codec.encode(block, dataMask, crc32c, digest)
            : new EncodedBlock(dataMask, crc32c, digest, null, 0, 0);
    return new Prepared(encoded, match);
  }

  @Override
  public void close() {
    encoders.close();
    codec.close();
  }
}

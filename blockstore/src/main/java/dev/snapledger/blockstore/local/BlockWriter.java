package dev.snapledger.blockstore.local;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Encodes blocks on a few threads and appends them; counts the blocks buffered by all heads.
 *
 * <p>Any thread may call. Encoding happens before the append, so a slow file system never holds an
 * encoder.
 */
final class BlockWriter implements AutoCloseable {
  private static final int THREADS_MAX = 4;
  private static final int IDLE_SECONDS = 2;

  /** Blocks all heads of a store may buffer before each write goes straight through: 64 MiB. */
  static final int BUFFERED_BLOCKS_MAX = 1024;

  private final SegmentStore segments;
  private final BlockCodec codec = new BlockCodec();
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

  /** Blocks and where they were stored, in the order given. */
  record Written(List<EncodedBlock> blocks, List<Long> locators) {}

  BlockWriter(SegmentStore segments) {
    this.segments = segments;
    encoders.allowCoreThreadTimeOut(true);
  }

  boolean bufferFull() {
    return buffered.get() >= BUFFERED_BLOCKS_MAX;
  }

  void buffered(int blocks) {
    buffered.addAndGet(blocks);
  }

  Written write(List<byte[]> blocks) throws IOException {
    List<EncodedBlock> encoded = encode(blocks);
    long[] locators = segments.append(encoded);
    List<Long> boxed = new ArrayList<>(locators.length);
    for (long locator : locators) {
      boxed.add(locator);
    }
    return new Written(encoded, boxed);
  }

  private List<EncodedBlock> encode(List<byte[]> blocks) {
    if (blocks.size() < threads * 2) {
      return encodePiece(blocks);
    }
    int piece = (blocks.size() + threads - 1) / threads;
    List<CompletableFuture<List<EncodedBlock>>> pieces = new ArrayList<>();
    for (int from = 0; from < blocks.size(); from += piece) {
      List<byte[]> part = blocks.subList(from, Math.min(blocks.size(), from + piece));
      pieces.add(CompletableFuture.supplyAsync(() -> encodePiece(part), encoders));
    }
    List<EncodedBlock> encoded = new ArrayList<>(blocks.size());
    pieces.forEach(done -> encoded.addAll(done.join()));
    return encoded;
  }

  private List<EncodedBlock> encodePiece(List<byte[]> blocks) {
    List<EncodedBlock> encoded = new ArrayList<>(blocks.size());
    for (byte[] block : blocks) {
      encoded.add(codec.encode(block));
    }
    return encoded;
  }

  @Override
  public void close() {
    encoders.close();
    codec.close();
  }
}

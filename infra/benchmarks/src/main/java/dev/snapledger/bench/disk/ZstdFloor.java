package dev.snapledger.bench.disk;

import com.github.luben.zstd.ZstdCompressCtx;
import dev.snapledger.blockstore.geometry.Geometry;

/**
 * How little zstd-1 needs for a disk and its changes, block by block: raw where zstd does not help,
 * nothing for zero blocks. For one thread.
 */
public final class ZstdFloor implements AutoCloseable {
  private static final int LEVEL = 1;

  /** What the promise allows beside the bytes themselves, for each version of a block. */
  private static final int VERSION_BYTES = 32;

  private static final double SLACK = 1.01;

  private final ZstdCompressCtx context = new ZstdCompressCtx().setLevel(LEVEL);
  private long zstdBytes;
  private long versions;

  /** Adds all blocks of a disk. */
  public void add(DiskModel model) {
    byte[] block = new byte[Geometry.BLOCK_BYTES];
    for (int i = 0; i < model.blocks(); i++) {
      if (model.kindOf(i) != Content.Kind.ZERO) {
        model.fill(i, block);
        add(block);
      }
    }
  }

  /** Adds changed blocks. */
  public void add(ChangeSet changes) {
    byte[] block = new byte[Geometry.BLOCK_BYTES];
    changes.forEach(
        (_, bytes) -> {
          bytes.get(block);
          add(block);
        });
  }

  private void add(byte[] block) {
    zstdBytes += Math.min(context.compress(block).length, Geometry.BLOCK_BYTES);
    versions++;
  }

  /** Bytes of all blocks added. */
  public long zstdBytes() {
    return zstdBytes;
  }

  /** The most that a store may need for them. */
  public double boundBytes() {
    return SLACK * zstdBytes + (double) VERSION_BYTES * versions;
  }

  @Override
  public void close() {
    context.close();
  }
}

package dev.snapledger.blockstore.local;

import dev.snapledger.blockstore.api.BlockEntry;
import dev.snapledger.blockstore.api.Cursor;
import java.util.NoSuchElementException;

/** The blocks of a view that hold data, ascending. */
final class BlockCursor implements Cursor<BlockEntry> {
  private final BlockView view;
  private BlockVersion next;

  BlockCursor(BlockView view) {
    this.view = view;
    this.next = dataFrom(0);
  }

  /** Version of the next block with data; one of block -1 at the end. */
  private BlockVersion dataFrom(int from) {
    for (int block = view.nextBlock(from); block >= 0; block = view.nextBlock(block + 1)) {
      BlockVersion version = view.version(block);
      if (!version.isZero()) {
        return version;
      }
    }
    return BlockVersion.zero(-1);
  }

  @Override
  public boolean hasNext() {
    return next.blockIndex() >= 0;
  }

  @Override
  public BlockEntry next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    BlockVersion found = next;
    next = dataFrom(found.blockIndex() + 1);
    return new BlockEntry(found.blockIndex(), found.dirtyMask(), found.dataMask(), found.crc32c());
  }
}

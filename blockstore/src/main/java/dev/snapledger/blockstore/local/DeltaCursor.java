package dev.snapledger.blockstore.local;

import dev.snapledger.blockstore.api.BlockEntry;
import dev.snapledger.blockstore.api.Cursor;
import org.roaringbitmap.PeekableIntIterator;

/** The entries of one delta, ascending. */
final class DeltaCursor implements Cursor<BlockEntry> {
  private final ImageView image;
  private final PeekableIntIterator blocks;
  private int rank;

  DeltaCursor(ImageView image) {
    this.image = image;
    this.blocks = image.layer().delta.blocks().getIntIterator();
  }

  @Override
  public boolean hasNext() {
    return blocks.hasNext();
  }

  @Override
  public BlockEntry next() {
    image.checkLive();
    return image.layer().delta.entry(blocks.next(), rank++);
  }
}

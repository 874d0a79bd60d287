package dev.snapledger.blockstore.local;

import dev.snapledger.blockstore.geometry.Geometry;
import dev.snapledger.blockstore.geometry.PageRange;

/** Lists the parts with data of the blocks that a range touches. */
final class AllocatedWalk implements MaskedBlocks {
  private final BlockView view;
  private final int lastBlock;
  private int next;
  private int block = -1;

  AllocatedWalk(BlockView view, PageRange within) {
    this.view = view;
    this.next = Geometry.blockOf(within.startByte());
    this.lastBlock = Geometry.blockOf(within.endByte() - 1);
  }

  @Override
  public boolean next() {
    block = view.nextBlock(next);
    next = block + 1;
    return block >= 0 && block <= lastBlock;
  }

  @Override
  public int blockIndex() {
    return block;
  }

  @Override
  public int dataMask() {
    return view.version(block).dataMask();
  }

  @Override
  public int clearedMask() {
    return 0;
  }
}

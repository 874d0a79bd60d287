package dev.snapledger.blockstore.local;

import dev.snapledger.blockstore.geometry.Geometry;
import dev.snapledger.blockstore.geometry.PageRange;
import java.util.function.Supplier;

/** Lists the parts with data of the blocks that a range touches. */
final class AllocatedWalk implements Supplier<MaskedBlock> {
  private final BlockView view;
  private final int lastBlock;
  private int next;

  AllocatedWalk(BlockView view, PageRange within) {
    this.view = view;
    this.next = Geometry.blockOf(within.startByte());
    this.lastBlock = Geometry.blockOf(within.endByte() - 1);
  }

  @Override
  public MaskedBlock get() {
    int block = view.nextBlock(next);
    if (block < 0 || block > lastBlock) {
      return MaskedBlock.END;
    }
    next = block + 1;
    return new MaskedBlock(block, view.version(block).dataMask(), 0);
  }
}

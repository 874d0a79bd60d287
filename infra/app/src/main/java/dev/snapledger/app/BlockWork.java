package dev.snapledger.app;

import dev.snapledger.app.holder.Held;
import dev.snapledger.app.upkeep.ScrubKeeper;
import dev.snapledger.app.upkeep.SpaceKeeper;
import dev.snapledger.blockstore.BlockStores;
import dev.snapledger.workers.Workers;
import java.util.function.BooleanSupplier;

/**
 * The blocks as long as this node holds them, and all that it does with them by itself: pending
 * work, freeing space, looking for damage. Any thread may call.
 *
 * @param epoch of the names log; 0 for blocks that no other node can take
 * @param stores the blocks
 * @param workers do what the log leaves to do
 * @param ended whether nothing can be stored any more
 * @param closing ends all of it, the stores last
 */
record BlockWork(
    long epoch, BlockStores stores, Workers workers, BooleanSupplier ended, Closing closing)
    implements Held {

  /** Makes what works with stores. */
  interface Parts {
    Workers workers(BlockStores stores);

    SpaceKeeper space(BlockStores stores);

    ScrubKeeper scrubs(BlockStores stores);
  }

  /**
   * Begins.
   *
   * @param closing has what is to be closed after the work, and is closed if it cannot begin
   */
  static BlockWork start(
      long epoch, BlockStores stores, BooleanSupplier ended, Parts parts, Closing closing) {
    try {
      Workers workers = closing.add(parts.workers(stores));
      workers.start();
      closing.add(parts.space(stores)).start();
      closing.add(parts.scrubs(stores)).start();
      return new BlockWork(epoch, stores, workers, ended, closing);
    } catch (RuntimeException e) {
      LedgerNode.closeAfter(e, closing);
      throw e;
    }
  }

  @Override
  public boolean isEnded() {
    return ended.getAsBoolean();
  }

  @Override
  public void close() {
    closing.close();
  }
}

package dev.snapledger.app;

import dev.snapledger.app.holder.HolderAddress;
import dev.snapledger.app.holder.Place;
import dev.snapledger.blockstore.BlockStores;
import dev.snapledger.server.file.DurableFile;
import dev.snapledger.server.file.FileText;
import dev.snapledger.server.file.SharedText;
import java.nio.file.Path;
import java.util.function.Supplier;

/** Blocks in the folder of this node, which no other node can have. */
final class OwnBlocks implements Blocks {
  private final BlockStores stores;
  private final BlockWork.Parts parts;
  private volatile Place<BlockWork> place = new Place.Nowhere<>();

  /** Blocks whose stores are open and stay the caller's to close. */
  OwnBlocks(BlockStores stores, BlockWork.Parts parts) {
    this.stores = stores;
    this.parts = parts;
  }

  @Override
  public void start() {
    place = new Place.Here<>(BlockWork.start(0, stores, () -> false, parts, new Closing()));
  }

  @Override
  public Place<BlockWork> place() {
    return place;
  }

  @Override
  public void publish(Supplier<HolderAddress> address) {
    // Nobody asks.
  }

  @Override
  public void onMove(Runnable moved) {
    // They never do.
  }

  @Override
  public SharedText text(String name, Path file) {
    return new FileText(DurableFile.open(file));
  }

  @Override
  public void close() {
    if (place instanceof Place.Here<BlockWork>(BlockWork work)) {
      place = new Place.Nowhere<>();
      work.close();
    }
  }
}

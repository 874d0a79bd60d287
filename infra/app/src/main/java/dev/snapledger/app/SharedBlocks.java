package dev.snapledger.app;

import dev.snapledger.app.holder.Election;
import dev.snapledger.app.holder.ForeignHolderException;
import dev.snapledger.app.holder.HolderAddress;
import dev.snapledger.app.holder.HolderWatch;
import dev.snapledger.app.holder.Place;
import dev.snapledger.blockstore.BlockStores;
import dev.snapledger.blockstore.api.StoreFaultException;
import dev.snapledger.blockstore.api.StoreInUseException;
import dev.snapledger.blockstore.object.ObjectFiles;
import dev.snapledger.blockstore.object.ObjectStore;
import dev.snapledger.blockstore.object.TakeOver;
import dev.snapledger.server.file.DurableFile;
import dev.snapledger.server.file.SharedText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Supplier;

/** Blocks in object storage, which one of many nodes holds at a time. */
final class SharedBlocks implements Blocks {
  private final StoreChoice choice;
  private final ObjectStore objects;
  private final StoreChoice.Local local;
  private final BlockWork.Parts parts;
  private final HolderWatch<BlockWork> watch;

  /**
   * Blocks that this node does not hold yet.
   *
   * @param ledger id of the event log
   * @param objects where they are; stays the caller's to close
   */
  SharedBlocks(
      StoreChoice choice,
      String ledger,
      ObjectStore objects,
      StoreChoice.Local local,
      BlockWork.Parts parts) {
    this.choice = choice;
    this.objects = objects;
    this.local = local;
    this.parts = parts;
    var self = new Election.Member(ledger, local.node(), choice.takeOverAfter(), System::nanoTime);
    this.watch =
        new HolderWatch<>(
            new Election<>(self, objects, this::open, choice.takeOver()), choice.takeOverAfter());
  }

  private BlockWork open(TakeOver takeOver) throws IOException {
    ObjectFiles files = choice.open(objects, local, takeOver);
    var closing = new Closing();
    BlockStores stores = closing.add(BlockStores.in(files, choice.options()));
    return BlockWork.start(files.epoch(), stores, files::isEnded, parts, closing);
  }

  /**
   * As {@link Blocks#start}.
   *
   * @throws StoreInUseException if they are another ledger's, or of a node that cannot be waited
   *     for
   */
  @Override
  public void start() {
    try {
      watch.start();
    } catch (ForeignHolderException e) {
      throw choice.inUse(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw new StoreFaultException("opening the blocks in " + choice.url() + " failed: " + e, e);
    }
  }

  @Override
  public Place<BlockWork> place() {
    return watch.place();
  }

  @Override
  public void publish(Supplier<HolderAddress> address) {
    watch.publish(address);
  }

  @Override
  public void onMove(Runnable moved) {
    watch.onMove(moved);
  }

  @Override
  public SharedText text(String name, Path file) {
    return new ObjectText(objects, name, DurableFile.open(file).read());
  }

  @Override
  public void close() {
    watch.close();
  }
}

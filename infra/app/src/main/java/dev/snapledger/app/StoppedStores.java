package dev.snapledger.app;

import dev.snapledger.app.data.DataDirectory;
import dev.snapledger.blockstore.BlockStores;
import dev.snapledger.blockstore.scrub.ScrubbableStore;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/**
 * The stores of a stopped node, without its log. The folder's lock is held, so no node can start
 * meanwhile.
 */
public final class StoppedStores implements AutoCloseable {
  private final BlockStores stores;
  private final Closing closing;

  private StoppedStores(BlockStores stores, Closing closing) {
    this.stores = stores;
    this.closing = closing;
  }

  /**
   * Opens them as a start of the node would.
   *
   * @throws dev.snapledger.app.data.DataDirectoryException if the folder is in use, which names the
   *     process, is no data directory, or has its blocks in object storage
   */
  public static StoppedStores open(Path folder) {
    return open(folder, BlockStores::in);
  }

  /** Like {@link #open(Path)}, but they answer only, and no file of them changes. */
  public static StoppedStores openReadOnly(Path folder) {
    return open(folder, BlockStores::readOnlyIn);
  }

  private static StoppedStores open(Path folder, Function<Path, BlockStores> opening) {
    var closing = new Closing();
    try {
      DataDirectory directory = closing.add(DataDirectory.open(folder));
      StoreChoice.checkLocal(directory.root());
      return new StoppedStores(closing.add(opening.apply(directory.root())), closing);
    } catch (RuntimeException e) {
      LedgerNode.closeAfter(e, closing);
      throw e;
    }
  }

  /** The regions that have a store, ordered. */
  public List<String> regions() {
    return stores.regions();
  }

  /** The store of a region; opened when first asked for. */
  public ScrubbableStore region(String region) {
    return stores.region(region);
  }

  @Override
  public void close() {
    closing.close();
  }
}

package dev.snapledger.app;

import dev.snapledger.blockstore.api.BlockStore;
import dev.snapledger.blockstore.file.LocalFileAccess;
import dev.snapledger.blockstore.local.LocalBlockStore;
import dev.snapledger.workers.Regions;
import dev.snapledger.workers.UnknownRegionException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.regex.Pattern;

/** The blockstores of a node, one folder a region, each opened when it is first asked for. */
final class RegionStores implements Regions, AutoCloseable {
  /** A region's name is a folder's name here, so it may hold nothing that leads elsewhere. */
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

  private final Path folder;
  private final Map<String, BlockStore> open = new ConcurrentSkipListMap<>();
  private boolean closed;

  RegionStores(Path folder) {
    this.folder = folder;
  }

  @Override
  public synchronized BlockStore store(String region) {
    if (closed || !NAME.matcher(region).matches()) {
      throw new UnknownRegionException(region);
    }
    return open.computeIfAbsent(
        region, name -> LocalBlockStore.open(new LocalFileAccess(), folder.resolve(name)));
  }

  @Override
  public synchronized void close() {
    closed = true;
    open.values().forEach(BlockStore::close);
    open.clear();
  }
}

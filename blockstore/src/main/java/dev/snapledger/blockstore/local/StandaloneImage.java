package dev.snapledger.blockstore.local;

import dev.snapledger.blockstore.api.BlockDigest;
import dev.snapledger.blockstore.api.ChainId;
import dev.snapledger.blockstore.api.ImageId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Function;
import org.roaringbitmap.RoaringBitmap;

/**
 * Makes a full image of a view: a chain of one layer that shares the view's stored blocks.
 *
 * <p>References are counted before the file exists, so that no block can be freed in between; if
 * the work fails they are given back.
 */
final class StandaloneImage {
  private final StoreContext store;
  private final BlockView view;
  private final Function<BlockVersion, BlockDigest> digests;
  private long[] referenced = new long[64];
  private int count;

  StandaloneImage(StoreContext store, BlockView view, Function<BlockVersion, BlockDigest> digests) {
    this.store = store;
    this.view = view;
    this.digests = digests;
  }

  Layer make(ImageId image) throws IOException {
    Chain chain = new Chain(new ChainId(image.value()), store.memory());
    Path directory = store.directory().chain(chain.id);
    try {
      store.directory().files().createDirectories(directory);
      store.directory().files().syncDirectory(store.directory().chains());
      Path file = directory.resolve(StoreDirectory.deltaName(1, image, StoreDirectory.DELTA));
      DeltaWriter delta = new DeltaWriter(store.directory(), file);
      delta.write(
          new DeltaWriter.Identity(
              image, chain.id, 1, null, null, view.sizeBytes(), BlockDigest.ZERO),
          blocks(),
          DeltaWriter.Rows.of(this::shared));
      Layer layer = delta.publish(store.segments(), chain);
      chain.append(layer, store.segments()::release);
      return layer;
    } catch (IOException | RuntimeException e) {
      for (int i = 0; i < count; i++) {
        store.segments().release(referenced[i]);
      }
      throw e;
    }
  }

  private RoaringBitmap blocks() {
    return Pieces.dataBlocks(view);
  }

  private HeadRow shared(int blockIndex) {
    BlockVersion version = view.version(blockIndex);
    store.segments().share(version, view);
    if (count == referenced.length) {
      referenced = Arrays.copyOf(referenced, count * 2);
    }
    referenced[count++] = version.locator();
    BlockVersion shared =
        new BlockVersion(
            blockIndex,
            version.dataMask(),
            version.dataMask(),
            version.crc32c(),
            version.locator());
    return new HeadRow(shared, digests.apply(shared));
  }
}

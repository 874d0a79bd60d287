package dev.snapledger.blockstore.local;

import dev.snapledger.blockstore.api.ChainId;
import dev.snapledger.blockstore.api.ImageId;
import dev.snapledger.blockstore.api.ImageInUseException;
import dev.snapledger.blockstore.api.InvalidRequestException;
import dev.snapledger.blockstore.api.SealedImage;
import dev.snapledger.blockstore.file.NoSpaceException;
import dev.snapledger.blockstore.geometry.PageRange;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Looks up, adds and removes images and uploads; for changes the caller holds the catalog lock. */
record ImageCatalog(StoreContext store, StoreState state) {
  @Nullable SealedImage sealedBefore(ImageId image, ChainId chain) {
    state.findLive(image);
    Layer layer = state.images.get(image);
    if (layer == null) {
      return null;
    }
    if (layer.hidden) {
      throw new InvalidRequestException("expected a new image " + image + ", but it was deleted");
    }
    if (!layer.chain.id.equals(chain)) {
      throw new InvalidRequestException(
          "expected image "
              + image
              + " in chain "
              + chain
              + " or none, but it exists in chain "
              + layer.chain.id);
    }
    return layer.image();
  }

  void removeImage(Layer layer) throws IOException {
    for (Volume volume : state.volumes.values()) {
      ImageView source = volume.head.source();
      if (source != null && source.layer().equals(layer)) {
        throw new ImageInUseException(
            "expected no volume reading from image "
                + layer.id()
                + ", but volume "
                + volume.id
                + " is not filled yet");
      }
    }
    try {
      store.directory().renameDurably(layer.file, layer.hiddenFile());
    } catch (NoSpaceException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      store.segments().fail("deleting image " + layer.id() + " failed: " + e);
      throw e;
    }
    Chain chain = layer.chain;
    chain.lock.writeLock().lock();
    try {
      chain.hide(layer, store.segments()::release);
    } finally {
      chain.lock.writeLock().unlock();
    }
    StoreLoader.removeUnneeded(store, state, chain);
  }

  SealedImage register(Layer layer) {
    state.chains.put(layer.chain.id, layer.chain);
    state.images.put(layer.id(), layer);
    return layer.image();
  }

  /** A copy of a smaller, older image must not leave bytes of the newer one behind its end. */
  static void shrinkTo(Head head, long sizeBytes) throws IOException {
    long present = head.chain().newestSizeBytes();
    if (present > sizeBytes) {
      head.clear(new PageRange(sizeBytes, present));
    }
    head.resize(sizeBytes);
  }

  Head startUpload(ImageId image, ChainId chainId, long sizeBytes) throws IOException {
    store.directory().files().createDirectories(store.directory().chain(chainId));
    store.directory().files().syncDirectory(store.directory().chains());
    Chain chain = state.chains.computeIfAbsent(chainId, Chain::new);
    chain.checkReadable();
    if (chain.hasHead()) {
      throw new InvalidRequestException(
          "expected chain "
              + chainId
              + " without a volume or another upload, but it has one already");
    }
    Head head = StoreLoader.uploadHead(store, chain, image, sizeBytes);
    chain.headAppeared();
    state.uploads.put(image, head);
    return head;
  }
}

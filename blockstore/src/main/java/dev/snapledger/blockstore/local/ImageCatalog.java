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
      Chain present = state.chains.get(chain);
      if (present != null && present.isGone(image)) {
        throw deleted(image);
      }
      return null;
    }
    if (layer.hidden) {
      throw deleted(image);
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

  private static InvalidRequestException deleted(ImageId image) {
    return new InvalidRequestException("expected a new image " + image + ", but it was deleted");
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

  /** A full image starts a chain with its own id, which must not be in use. */
  void checkNoChain(ImageId image) {
    if (state.chains.containsKey(new ChainId(image.value()))) {
      throw new InvalidRequestException(
          "expected no family with the id of image " + image + ", but there is one");
    }
  }

  SealedImage register(Layer layer) {
    state.chains.put(layer.chain.id, layer.chain);
    state.images.put(layer.id(), layer);
    return layer.image();
  }

  /** A copy of a smaller image must not leave bytes of what was there before behind its end. */
  static void shrinkTo(Head head, long sizeBytes) throws IOException {
    long present = Math.max(head.chain().newestSizeBytes(), head.sizeBytes());
    if (present > sizeBytes) {
      head.clear(new PageRange(sizeBytes, present));
    }
    head.resize(sizeBytes);
  }

  /** Starts an upload, or finds it again. */
  Head upload(ImageId image, ChainId chain, long sizeBytes) throws IOException {
    if (sealedBefore(image, chain) != null) {
      throw new InvalidRequestException(
          "expected a new image " + image + ", but it is sealed already");
    }
    Head begun = state.uploads.get(image);
    if (begun != null && !begun.chain().id.equals(chain)) {
      throw new InvalidRequestException(
          "expected the upload of image "
              + image
              + " to go on in chain "
              + begun.chain().id
              + ", but found chain "
              + chain);
    }
    Head head = begun == null ? startUpload(image, chain, sizeBytes) : begun;
    head.uploadLock.lock();
    try {
      shrinkTo(head, sizeBytes);
    } finally {
      head.uploadLock.unlock();
    }
    return head;
  }

  private Head startUpload(ImageId image, ChainId chainId, long sizeBytes) throws IOException {
    store.directory().files().createDirectories(store.directory().chain(chainId));
    store.directory().files().syncDirectory(store.directory().chains());
    Chain chain = state.chains.computeIfAbsent(chainId, id -> new Chain(id, store.memory()));
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

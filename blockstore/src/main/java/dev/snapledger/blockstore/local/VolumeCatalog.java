package dev.snapledger.blockstore.local;

import dev.snapledger.blockstore.api.ChainId;
import dev.snapledger.blockstore.api.ImageId;
import dev.snapledger.blockstore.api.InvalidRequestException;
import dev.snapledger.blockstore.api.VolumeId;
import dev.snapledger.blockstore.file.FileAccess;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Makes and removes volumes; the caller holds the catalog lock. */
record VolumeCatalog(StoreContext store, StoreState state) {
  Volume addVolumeFrom(VolumeId id, ImageId source, long sizeBytes) throws IOException {
    Volume existing = state.volumes.get(id);
    if (existing != null && existing.head.source() == null) {
      // Filled already, so the source is no longer known; the size has to do.
      return sameSize(existing, sizeBytes);
    }
    ImageView image = state.image(source);
    if (image.sizeBytes() > sizeBytes) {
      throw new InvalidRequestException(
          "expected a volume of at least the "
              + image.sizeBytes()
              + " bytes of image "
              + source
              + ", but found "
              + sizeBytes);
    }
    return addVolume(id, sizeBytes, image);
  }

  private static Volume sameSize(Volume existing, long sizeBytes) {
    if (existing.head.sizeBytes() != sizeBytes) {
      throw new InvalidRequestException(
          "expected volume "
              + existing.id
              + " with "
              + sizeBytes
              + " bytes or none, but it exists with "
              + existing.head.sizeBytes());
    }
    return existing;
  }

  Volume addVolume(VolumeId id, long sizeBytes, @Nullable ImageView source) throws IOException {
    Volume existing = state.volumes.get(id);
    if (existing != null) {
      return sameVolume(existing, sizeBytes, source);
    }
    ChainId chainId = new ChainId(id.value());
    if (state.chains.containsKey(chainId)) {
      throw new InvalidRequestException(
          "expected a new volume " + id + ", but images of a deleted one with this id are left");
    }
    store.segments().checkUsable();
    FileAccess files = store.directory().files();
    files.createDirectories(store.directory().chain(chainId));
    files.syncDirectory(store.directory().chains());
    files.createDirectories(store.directory().volume(id));
    files.syncDirectory(store.directory().volumes());
    Chain chain = new Chain(chainId, store.memory());
    chain.headAppeared();
    Volume volume = new Volume(id, StoreLoader.volumeHead(store, chain, id, sizeBytes), store);
    if (source != null) {
      volume.head.readThrough(source);
    }
    volume.save();
    state.chains.put(chainId, chain);
    state.volumes.put(id, volume);
    return volume;
  }

  private static Volume sameVolume(Volume existing, long sizeBytes, @Nullable ImageView source) {
    ImageView found = existing.head.source();
    if (source != null && found != null && found.layer().id().equals(source.layer().id())) {
      return sameSize(existing, sizeBytes);
    }
    if (source != null || found != null) {
      throw new InvalidRequestException(
          "expected volume "
              + existing.id
              + " from "
              + (source == null ? "nothing" : source)
              + " or none, but it exists from "
              + (found == null ? "nothing" : found));
    }
    return sameSize(existing, sizeBytes);
  }

  void removeVolume(Volume volume) throws IOException {
    volume.delete();
    state.volumes.remove(volume.id);
    headGone(volume.head.chain());
  }

  void headGone(Chain chain) throws IOException {
    if (chain.isDamaged()) {
      return;
    }
    chain.lock.writeLock().lock();
    try {
      chain.headDisappeared(store.segments()::release);
    } finally {
      chain.lock.writeLock().unlock();
    }
    StoreLoader.removeUnneeded(store, state, chain);
  }
}

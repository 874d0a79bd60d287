package dev.snapledger.blockstore.local;

import dev.snapledger.blockstore.api.ChainId;
import dev.snapledger.blockstore.api.CorruptDataException;
import dev.snapledger.blockstore.api.ImageId;
import dev.snapledger.blockstore.api.NotFoundException;
import dev.snapledger.blockstore.api.VolumeId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Everything an open store has, by id. Any thread may look; changes are made by the store. */
final class StoreState {
  final Map<VolumeId, Volume> volumes = new ConcurrentHashMap<>();
  final Map<ChainId, Chain> chains = new ConcurrentHashMap<>();

  /** Hidden layers too, so that a deleted image is not made again. */
  final Map<ImageId, Layer> images = new ConcurrentHashMap<>();

  final Map<ImageId, Head> uploads = new ConcurrentHashMap<>();

  /** Images of chains that could not be loaded, and why. */
  final Map<ImageId, String> unreadable = new ConcurrentHashMap<>();

  Volume volume(VolumeId id) {
    Volume volume = volumes.get(id);
    if (volume == null) {
      throw new NotFoundException("expected volume " + id + ", but there is none with that id");
    }
    return volume;
  }

  /** The layer of a live image, or null. */
  @Nullable Layer findLive(ImageId id) {
    String damage = unreadable.get(id);
    if (damage != null) {
      throw new CorruptDataException("image " + id + " cannot be read: " + damage);
    }
    Layer layer = images.get(id);
    return layer == null || layer.hidden ? null : layer;
  }

  ImageView image(ImageId id) {
    Layer layer = findLive(id);
    if (layer == null) {
      throw new NotFoundException(
          "expected image "
              + id
              + ", but "
              + (images.containsKey(id) ? "it was deleted" : "there is none with that id"));
    }
    return new ImageView(layer);
  }
}

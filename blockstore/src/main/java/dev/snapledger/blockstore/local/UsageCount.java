package dev.snapledger.blockstore.local;

import dev.snapledger.blockstore.api.StoreUsage;
import dev.snapledger.blockstore.api.StoreUsage.ImageUsage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Adds up the space of a store; costs the entries of all deltas. */
record UsageCount(StoreState state, SegmentStore segments) {
  StoreUsage count() {
    List<ImageUsage> images = new ArrayList<>();
    long metadataBytes = 0;
    List<Chain> chains =
        state.chains.values().stream()
            .sorted(Comparator.comparing(chain -> chain.id.value()))
            .toList();
    for (Chain chain : chains) {
      if (chain.isDamaged()) {
        continue;
      }
      chain.lock.readLock().lock();
      try {
        for (Layer layer : chain.liveLayers()) {
          images.add(
              new ImageUsage(
                  layer.id(),
                  layer.image().sizeBytes(),
                  layer.image().storedBytes(),
                  chain.uniqueBytes(layer)));
        }
        for (Layer layer : chain.layers()) {
          metadataBytes += layer.delta.fileBytes();
        }
      } finally {
        chain.lock.readLock().unlock();
      }
    }
    for (Volume volume : state.volumes.values()) {
      metadataBytes += volume.head.rows().journalBytes();
    }
    for (Head upload : state.uploads.values()) {
      metadataBytes += upload.rows().journalBytes();
    }
    return new StoreUsage(images, segments.segmentBytes(), segments.liveBytes(), metadataBytes);
  }
}

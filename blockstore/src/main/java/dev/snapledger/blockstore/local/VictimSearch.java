package dev.snapledger.blockstore.local;

import dev.snapledger.blockstore.api.ImageId;
import dev.snapledger.blockstore.geometry.Geometry;
import dev.snapledger.blockstore.local.ReferenceWalk.Reference;
import dev.snapledger.blockstore.scrub.Victim;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the images, volumes and uploads that show a version of a block. Equal answers are one list:
 * thousands of records may hit the same hundreds of images. Takes the locks of volumes before those
 * of chains, as requests do. For one thread.
 */
final class VictimSearch {
  private final StoreState state;
  private final Map<Layer, Victim> images = new HashMap<>();
  private final Map<List<Victim>, List<Victim>> answers = new HashMap<>();

  VictimSearch(StoreState state) {
    this.state = state;
  }

  /** Those that show a version of a layer, oldest first: images, and heads that read through it. */
  List<Victim> ofLayer(Layer layer, Reference reference) {
    List<Victim> victims = new ArrayList<>();
    Chain chain = layer.chain;
    chain.lock.readLock().lock();
    try {
      for (Layer image : chain.imagesWith(reference.blockIndex(), layer.ordinal())) {
        add(victims, images.computeIfAbsent(image, VictimSearch::ofImage), reference);
      }
    } finally {
      chain.lock.readLock().unlock();
    }
    addHeads(victims, chain, reference);
    return answers.computeIfAbsent(victims, List::copyOf);
  }

  /** The head's volume or upload, unless the block is being overwritten. */
  List<Victim> ofHead(Head head, Reference reference) {
    List<Victim> victims = new ArrayList<>();
    addHeads(victims, head.chain(), reference);
    return answers.computeIfAbsent(victims, List::copyOf);
  }

  /** Heads on top of a chain, or on top of one that is filled from it. */
  private void addHeads(List<Victim> victims, Chain chain, Reference reference) {
    for (Volume volume : state.volumes.values()) {
      if (!volume.isDamaged() && isOver(volume.head, chain) && shows(volume, reference)) {
        add(victims, ofVolume(volume), reference);
      }
    }
    for (Map.Entry<ImageId, Head> upload : state.uploads.entrySet()) {
      Head head = upload.getValue();
      if (head.chain().equals(chain) && shows(head, reference)) {
        add(victims, ofUpload(upload.getKey(), head), reference);
      }
    }
  }

  private static boolean isOver(Head head, Chain chain) {
    ImageView source = head.source();
    return head.chain().equals(chain) || (source != null && source.layer().chain.equals(chain));
  }

  private static boolean shows(Volume volume, Reference reference) {
    volume.readLock().lock();
    try {
      return volume.head.shows(reference.blockIndex(), reference.record());
    } finally {
      volume.readLock().unlock();
    }
  }

  private static boolean shows(Head upload, Reference reference) {
    upload.uploadLock.lock();
    try {
      return upload.shows(reference.blockIndex(), reference.record());
    } finally {
      upload.uploadLock.unlock();
    }
  }

  private static void add(List<Victim> victims, Victim victim, Reference reference) {
    if (Geometry.startOf(reference.blockIndex()) < victim.sizeBytes()) {
      victims.add(victim);
    }
  }

  private static Victim ofImage(Layer layer) {
    return new Victim(
        Victim.Kind.IMAGE,
        layer.id().value(),
        layer.chain.id,
        layer.ordinal(),
        layer.image().sizeBytes());
  }

  private static Victim ofVolume(Volume volume) {
    return new Victim(
        Victim.Kind.VOLUME, volume.id.value(), volume.head.chain().id, 0, volume.head.sizeBytes());
  }

  private static Victim ofUpload(ImageId image, Head head) {
    return new Victim(Victim.Kind.UPLOAD, image.value(), head.chain().id, 0, head.sizeBytes());
  }
}

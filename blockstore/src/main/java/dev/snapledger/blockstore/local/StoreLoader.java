package dev.snapledger.blockstore.local;

import dev.snapledger.blockstore.api.ChainId;
import dev.snapledger.blockstore.api.CorruptDataException;
import dev.snapledger.blockstore.api.ImageId;
import dev.snapledger.blockstore.api.VolumeId;
import dev.snapledger.blockstore.file.FileAccess;
import dev.snapledger.blockstore.file.StoreFile;
import dev.snapledger.blockstore.geometry.Geometry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Builds the state of a store from its files, and finishes what a crash left half done.
 *
 * <p>A file that fails its checks makes its chain or volume unreadable, not the store; space is
 * then not reclaimed, because the unreadable part may point anywhere.
 */
final class StoreLoader {
  private static final Logger LOG = LoggerFactory.getLogger(StoreLoader.class);
  private static final String UUID_TEXT = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";
  private static final Pattern LAYER =
      Pattern.compile("([0-9]{10})-(" + UUID_TEXT + ")(\\.delta|\\.hidden|\\.gone)");
  private static final Pattern UPLOAD = Pattern.compile("upload-(" + UUID_TEXT + ")\\.log");

  private final StoreContext store;
  private final FileAccess files;
  private final StoreState state = new StoreState();

  private StoreLoader(StoreContext store) {
    this.store = store;
    this.files = store.directory().files();
  }

  static StoreState load(StoreContext store) throws IOException {
    StoreLoader loader = new StoreLoader(store);
    for (String name : loader.files.list(store.directory().chains())) {
      if (name.matches(UUID_TEXT)) {
        loader.loadChain(new ChainId(UUID.fromString(name)));
      }
    }
    for (String name : loader.files.list(store.directory().volumes())) {
      if (name.matches(UUID_TEXT)) {
        loader.loadVolume(new VolumeId(UUID.fromString(name)));
      }
    }
    loader.loadUploads();
    loader.state.chains.values().forEach(loader::checkComplete);
    loader.countReferences();
    loader.removeUnneeded();
    return loader.state;
  }

  static void removeDirectory(FileAccess files, Path directory) throws IOException {
    for (String name : files.list(directory)) {
      files.delete(directory.resolve(name));
    }
    files.delete(directory);
  }

  private void loadChain(ChainId id) throws IOException {
    Chain chain = new Chain(id, store.memory());
    state.chains.put(id, chain);
    Path directory = store.directory().chain(id);
    for (String name : files.list(directory)) {
      Matcher layer = LAYER.matcher(name);
      if (name.endsWith(StoreDirectory.TEMPORARY)) {
        files.delete(directory.resolve(name));
      } else if (layer.matches()) {
        loadLayer(chain, directory, layer);
      }
    }
    if (chain.isDamaged()) {
      chain.layers().forEach(layer -> makeUnreadable(chain, layer.id()));
    } else {
      chain.loaded();
    }
  }

  private void loadLayer(Chain chain, Path directory, Matcher name) throws IOException {
    ImageId image = ImageId.of(name.group(2));
    Path file = directory.resolve(name.group());
    if (name.group(3).equals(StoreDirectory.GONE)) {
      chain.addGone(Integer.parseInt(name.group(1)), image);
      return;
    }
    if (chain.isDamaged()) {
      makeUnreadable(chain, image);
      return;
    }
    try {
      DeltaFile delta = DeltaFile.open(files, file);
      checkPlace(chain, delta, file, image, Long.parseLong(name.group(1)));
      boolean hidden = name.group(3).equals(StoreDirectory.HIDDEN);
      Path liveName =
          directory.resolve(
              StoreDirectory.deltaName(
                  Integer.parseInt(name.group(1)), image, StoreDirectory.DELTA));
      Layer layer =
          new Layer(
              chain, delta, liveName, hidden ? Layer.Visibility.HIDDEN : Layer.Visibility.LIVE);
      chain.load(layer);
      state.images.put(image, layer);
    } catch (CorruptDataException e) {
      damaged(chain, String.valueOf(e.getMessage()));
      makeUnreadable(chain, image);
    }
  }

  private static void checkPlace(
      Chain chain, DeltaFile delta, Path file, ImageId image, long ordinal) {
    if (chain.hasLayer((int) ordinal)
        || !delta.image().image().equals(image)
        || !delta.image().chain().equals(chain.id)
        || delta.image().sequence() != ordinal) {
      throw new CorruptDataException(
          "expected image "
              + image
              + " with sequence "
              + ordinal
              + ", alone, in "
              + file
              + ", but found "
              + delta.image());
    }
  }

  /** A lost delta is damage: what it needs must stay, and what reads through it must not guess. */
  private void checkComplete(Chain chain) {
    int missing = chain.missingOrdinal();
    if (!chain.isDamaged() && missing != 0) {
      ImageId lost = chain.parentOf(missing + 1);
      damagedWhole(
          chain,
          "expected a file of image %s with sequence %d, but found none"
              .formatted(lost == null ? "(of unknown id)" : lost, missing));
      if (lost != null) {
        makeUnreadable(chain, lost); // It was there, and nobody may be told that it never was.
      }
    }
  }

  private void damagedWhole(Chain chain, String text) {
    damaged(chain, text);
    chain.layers().forEach(layer -> makeUnreadable(chain, layer.id()));
  }

  private void damaged(Chain chain, String text) {
    LOG.error("Chain {} cannot be read: {}", chain.id, text);
    chain.damaged(text);
    store.segments().pauseReclaim();
  }

  private void makeUnreadable(Chain chain, ImageId image) {
    try {
      chain.checkReadable();
    } catch (CorruptDataException e) {
      state.unreadable.put(image, String.valueOf(e.getMessage()));
    }
  }

  private void loadVolume(VolumeId id) throws IOException {
    Path directory = store.directory().volume(id);
    Path file = directory.resolve("VOLUME");
    if (!files.exists(file)) {
      removeDirectory(files, directory);
      return;
    }
    Chain chain =
        state.chains.computeIfAbsent(
            new ChainId(id.value()), chainId -> new Chain(chainId, store.memory()));
    chain.headAppeared();
    VolumeFile content = VolumeFile.decode(store.directory().readSmall(file));
    Head head = head(chain, id, content == null ? Geometry.PAGE_BYTES : content.sizeBytes());
    Volume volume = new Volume(id, head, store);
    state.volumes.put(id, volume);
    if (content == null) {
      damagedVolume(volume, "expected size and source in " + file + ", but found damage");
    } else if (!chain.isDamaged()) {
      resumeVolume(volume, content, directory);
    }
  }

  Head head(Chain chain, VolumeId id, long sizeBytes) {
    return volumeHead(store, chain, id, sizeBytes);
  }

  static Head volumeHead(StoreContext store, Chain chain, VolumeId id, long sizeBytes) {
    Path directory = store.directory().volume(id);
    return new Head(
        store,
        chain,
        "volume " + id,
        ordinal ->
            new HeadJournal(
                store.directory().files(),
                directory.resolve(StoreDirectory.headName(ordinal)),
                id.value(),
                ordinal),
        sizeBytes);
  }

  static Head uploadHead(StoreContext store, Chain chain, ImageId image, long sizeBytes) {
    Path file = store.directory().chain(chain.id).resolve("upload-" + image + ".log");
    return new Head(
        store,
        chain,
        "upload of image " + image,
        ordinal -> new HeadJournal(store.directory().files(), file, image.value(), ordinal),
        sizeBytes);
  }

  private void resumeVolume(Volume volume, VolumeFile content, Path directory) throws IOException {
    Chain chain = volume.head.chain();
    String current = StoreDirectory.headName(chain.nextOrdinal());
    for (String name : files.list(directory)) {
      if (name.endsWith(StoreDirectory.TEMPORARY)) {
        files.delete(directory.resolve(name)); // It was never in force.
      } else if (name.startsWith("head-") && name.compareTo(current) > 0) {
        damagedVolume(volume, "expected no journal after " + current + ", but found " + name);
        return;
      } else if (name.startsWith("head-") && !name.equals(current)) {
        files.delete(directory.resolve(name)); // Its rows are in a delta.
      }
    }
    try {
      ImageId source = content.source();
      // The first seal adopts everything, so a chain with layers no longer needs the source.
      if (source != null && !chain.hasLayers()) {
        volume.head.readThrough(state.image(source));
      }
      warnIfLost("Volume " + volume.id, volume.head.rows().replay());
    } catch (dev.snapledger.blockstore.api.BlockStoreException e) {
      damagedVolume(volume, String.valueOf(e.getMessage()));
    }
  }

  private void damagedVolume(Volume volume, String text) {
    LOG.error("Volume {} cannot be read: {}", volume.id, text);
    volume.damaged(text);
    store.segments().pauseReclaim();
  }

  private void loadUploads() throws IOException {
    for (Chain chain : state.chains.values()) {
      Path directory = store.directory().chain(chain.id);
      for (String name : files.list(directory)) {
        Matcher upload = UPLOAD.matcher(name);
        if (upload.matches()) {
          resumeUpload(chain, directory.resolve(name), ImageId.of(upload.group(1)));
        }
      }
    }
  }

  private void resumeUpload(Chain chain, Path file, ImageId image) throws IOException {
    if (chain.hasHead() || chain.isDamaged() || state.images.containsKey(image)) {
      files.delete(file);
      return;
    }
    Head head = uploadHead(store, chain, image, Geometry.DISK_BYTES_MAX);
    chain.headAppeared();
    try {
      long lost = head.rows().replay();
      if (lost != Locator.NONE) {
        throw new CorruptDataException(
            "expected a record in " + Locator.describe(lost) + ", but found none");
      }
      state.uploads.put(image, head);
    } catch (CorruptDataException e) {
      // An upload can be repeated; nobody was told that it is complete.
      LOG.warn("Upload {} starts again: {}", image, e.getMessage());
      head.discard();
      files.delete(file);
      chain.headSealed();
    }
  }

  private void countReferences() {
    for (Chain chain : state.chains.values()) {
      if (chain.isDamaged()) {
        continue;
      }
      ReferenceTally tally = new ReferenceTally(store.segments());
      chain.countReferences(tally::add);
      warnIfLost("Chain " + chain.id, tally.finish());
    }
  }

  /** A record that is not there costs its block alone: who reads that is told. */
  private static void warnIfLost(String owner, long locator) {
    if (locator != Locator.NONE) {
      LOG.error(
          "{} has no record in {}, and perhaps not in others; a scrub tells what that hits",
          owner,
          Locator.describe(locator));
    }
  }

  private void removeUnneeded() throws IOException {
    for (Chain chain : List.copyOf(state.chains.values())) {
      if (!chain.isDamaged()) {
        removeUnneeded(store, state, chain);
      }
    }
    store.segments().removal().drop(store.segments().removal().retire());
  }

  /** Takes unneeded layers out of a chain, and an empty chain out of the store. */
  static void removeUnneeded(StoreContext store, StoreState state, Chain chain) throws IOException {
    List<Layer> unneeded;
    chain.lock.writeLock().lock();
    try {
      unneeded = chain.takeUnneeded();
    } finally {
      chain.lock.writeLock().unlock();
    }
    unneeded.forEach(layer -> state.images.remove(layer.id()));
    if (chain.isEmpty()) {
      state.chains.remove(chain.id);
      removeDirectory(store.directory().files(), store.directory().chain(chain.id));
    } else if (!unneeded.isEmpty() && !store.directory().files().isReadOnly()) {
      leaveNames(store.directory().files(), store.directory().chain(chain.id), unneeded);
    }
  }

  /** Only the names of removed layers stay; if that fails, the next open does it. */
  private static void leaveNames(FileAccess files, Path directory, List<Layer> removed) {
    try {
      for (Layer layer : removed) {
        files.rename(layer.hiddenFile(), layer.goneFile());
      }
      // A crash must not give an emptied file its old name back.
      files.syncDirectory(directory);
      for (Layer layer : removed) {
        try (StoreFile file = files.open(layer.goneFile())) {
          file.resize(0);
        }
      }
    } catch (IOException e) {
      LOG.warn("Removing layers in {} failed: {}", directory, e.toString());
    }
  }
}

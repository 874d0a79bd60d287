package dev.snapledger.blockstore.local;

import dev.snapledger.blockstore.api.BlockDigest;
import dev.snapledger.blockstore.api.ChainId;
import dev.snapledger.blockstore.api.CorruptDataException;
import dev.snapledger.blockstore.api.ImageId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/**
 * The layers of one family and the index over them.
 *
 * <p>A version of a block in layer v, whose next version is in layer n, is in force at the points
 * {@code [v, n)}. It is needed while one of these points is live: a live image, or the head (a
 * volume or an upload on top of the chain), which counts as a point after all layers. From this one
 * rule follow what a delete frees, what a seal frees, and the reference counts at open. All methods
 * but {@link #version} and {@link #layersNow} expect the caller to hold {@link #lock}, for writing
 * where they change.
 */
final class Chain {
  /** The head as a point: after every layer, before {@link VersionIndex#NO_ORDINAL}. */
  static final int HEAD = Integer.MAX_VALUE - 1;

  final ChainId id;
  final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
  private final VersionIndex index;
  private final TreeMap<Integer, Layer> layers = new TreeMap<>();
  private final TreeMap<Integer, Layer> live = new TreeMap<>();

  /** Images whose layers are gone: their ids are not to be used again. */
  private final Set<ImageId> gone = ConcurrentHashMap.newKeySet();

  private final RoaringBitmap goneOrdinals = new RoaringBitmap();

  private volatile boolean headPresent;
  private volatile @Nullable String damage;

  Chain(ChainId id, IndexMemory memory) {
    this.id = id;
    this.index = new VersionIndex(memory);
  }

  /** Marks the chain as unreadable; every use then fails with this text. */
  void damaged(String text) {
    damage = text;
  }

  void checkReadable() {
    String text = damage;
    if (text != null) {
      throw new CorruptDataException("chain " + id + " cannot be read: " + text);
    }
  }

  boolean isDamaged() {
    return damage != null;
  }

  boolean isEmpty() {
    return layers.isEmpty() && !headPresent;
  }

  boolean hasLayers() {
    return !layers.isEmpty();
  }

  boolean hasLayer(int ordinal) {
    return layers.containsKey(ordinal);
  }

  /** Takes note of an image whose layer is gone. */
  void addGone(int ordinal, ImageId image) {
    goneOrdinals.add(ordinal);
    gone.add(image);
  }

  /** Whether an image of this chain was deleted and taken out; any thread may ask. */
  boolean isGone(ImageId image) {
    return gone.contains(image);
  }

  /**
   * The first ordinal that no layer, present or gone, accounts for, although a later one exists; 0
   * if there is none. Sequences have no gaps, so a file was lost there. A chain without a live
   * point may be half removed, and misses nothing.
   */
  int missingOrdinal() {
    boolean needed = headPresent || !live.isEmpty();
    for (int ordinal = 1; needed && ordinal < nextOrdinal(); ordinal++) {
      if (!layers.containsKey(ordinal) && !goneOrdinals.contains(ordinal)) {
        return ordinal;
      }
    }
    return 0;
  }

  /** The image below a layer, or null if the layer is not there or is the first. */
  @Nullable ImageId parentOf(int ordinal) {
    Layer layer = layers.get(ordinal);
    return layer == null ? null : layer.image().parent();
  }

  boolean hasHead() {
    return headPresent;
  }

  Collection<Layer> layers() {
    return layers.values();
  }

  /** The layers there are now; none if they cannot be read. Takes the lock itself. */
  List<Layer> layersNow() {
    if (isDamaged()) {
      return List.of();
    }
    lock.readLock().lock();
    try {
      return List.copyOf(layers.values());
    } finally {
      lock.readLock().unlock();
    }
  }

  Collection<Layer> liveLayers() {
    return live.values();
  }

  int nextOrdinal() {
    int newestLayer = layers.isEmpty() ? 0 : layers.lastKey();
    int newestGone = goneOrdinals.isEmpty() ? 0 : goneOrdinals.last();
    return Math.max(newestLayer, newestGone) + 1;
  }

  @Nullable ImageId newestImage() {
    return layers.isEmpty() ? null : layers.lastEntry().getValue().id();
  }

  /** Size of the newest image, 0 if there is none. */
  long newestSizeBytes() {
    return layers.isEmpty() ? 0 : layers.lastEntry().getValue().image().sizeBytes();
  }

  BlockDigest newestRoot() {
    return layers.isEmpty() ? BlockDigest.ZERO : layers.lastEntry().getValue().image().rootDigest();
  }

  VersionIndex index() {
    return index;
  }

  /** The version in force at a point; takes the lock itself. */
  BlockVersion version(int block, int atOrdinal) {
    checkReadable();
    lock.readLock().lock();
    try {
      return versionLocked(block, atOrdinal);
    } finally {
      lock.readLock().unlock();
    }
  }

  BlockVersion versionLocked(int block, int atOrdinal) {
    long entry = index.newest(block, atOrdinal);
    return entry == 0 ? BlockVersion.zero(block) : versionOf(block, entry);
  }

  BlockVersion versionOf(int block, long entry) {
    return delta(VersionIndex.ordinal(entry)).version(block, VersionIndex.rank(entry));
  }

  DeltaFile delta(int ordinal) {
    Layer layer = layers.get(ordinal);
    if (layer == null) {
      throw new IllegalStateException(
          "expected layer " + ordinal + " in chain " + id + ", but it is gone");
    }
    return layer.delta;
  }

  /** Layers after one ordinal, up to and with another. */
  Collection<Layer> layersBetween(int afterOrdinal, int toOrdinal) {
    return layers.subMap(afterOrdinal, false, toOrdinal, true).values();
  }

  /** Puts a layer on top while loading, which {@link #loaded} ends. */
  void load(Layer layer) {
    register(layer);
  }

  /** Builds the index, once all layers are there. */
  void loaded() {
    WindowWalk.EntryVisitor add = (layer, block, rank) -> index.add(block, layer.ordinal(), rank);
    new WindowWalk(layers.values()).takeAll(add.ofBatches());
  }

  private void register(Layer layer) {
    layers.put(layer.ordinal(), layer);
    if (!layer.hidden) {
      live.put(layer.ordinal(), layer);
    }
  }

  /** Says which versions are needed, once all layers and the head are loaded. */
  void countReferences(LongConsumer reference) {
    forEachNeeded(
        (layer, _, rank) -> {
          layer.neededEntries++;
          reference.accept(layer.delta.locator(rank));
        });
  }

  /** Told each version that is needed, zero ones too. */
  void forEachNeeded(WindowWalk.EntryVisitor needed) {
    new WindowWalk(layers.values()).takeAll(new NeededOnly(needed).ofBatches());
  }

  /** Passes on what is needed. */
  private final class NeededOnly implements WindowWalk.EntryVisitor {
    private final WindowWalk.EntryVisitor needed;
    private @Nullable Layer layer;
    private int point;

    NeededOnly(WindowWalk.EntryVisitor needed) {
      this.needed = needed;
    }

    @Override
    public void visit(Layer of, int block, int rank) {
      if (of != layer) {
        layer = of;
        point = livePointFrom(of.ordinal());
      }
      if (point < index.nextOrdinal(block, of.ordinal())) {
        needed.visit(of, block, rank);
      }
    }
  }

  /** The newest record that layers up to an ordinal refer to. */
  long newestLocator(int toOrdinal) {
    long newest = Locator.NONE;
    for (Layer layer : layers.headMap(toOrdinal, true).values()) {
      newest = Locator.later(newest, layer.delta.newestLocator());
    }
    return newest;
  }

  /** Whether a layer was not taken out. */
  boolean holds(Layer layer) {
    return layers.get(layer.ordinal()) == layer;
  }

  /** Puts a newly sealed layer on top; frees what only the head before it needed. */
  void append(Layer layer, LongConsumer release) {
    int ordinal = layer.ordinal();
    int newestLive = live.isEmpty() ? 0 : live.lastKey();
    forEachIndexed(
        layer,
        (_, block, rank) -> {
          long before = index.newest(block, HEAD);
          Layer below =
              VersionIndex.ordinal(before) > newestLive
                  ? layers.get(VersionIndex.ordinal(before))
                  : null;
          if (below != null) {
            below.neededEntries--;
            release.accept(below.delta.locator(VersionIndex.rank(before)));
          }
          index.add(block, ordinal, rank);
        });
    layer.neededEntries = layer.delta.count();
    register(layer);
  }

  /** Gives the entries of a layer to somebody who asks the index about each. */
  private void forEachIndexed(Layer layer, WindowWalk.EntryVisitor visitor) {
    WindowWalk.BatchVisitor indexed = visitor.ofBatches();
    new WindowWalk(List.of(layer))
        .takeAll(
            (of, blocks, count, firstRank) -> {
              index.touch(blocks, count);
              indexed.visit(of, blocks, count, firstRank);
            });
  }

  void headAppeared() {
    headPresent = true;
  }

  /** An upload became the newest image: the new layer now stands for the head. */
  void headSealed() {
    headPresent = false;
  }

  /** The volume or upload on top is gone. */
  void headDisappeared(LongConsumer release) {
    headPresent = false;
    removePoint(HEAD, release);
  }

  void hide(Layer layer, LongConsumer release) {
    layer.hidden = true;
    live.remove(layer.ordinal());
    removePoint(layer.ordinal(), release);
  }

  /** Frees the versions in force at a point that is no longer live, and at no live one. */
  private void removePoint(int point, LongConsumer release) {
    Integer before = live.lowerKey(point);
    int next = livePointFrom(point);
    for (Layer layer : layersBetween(before == null ? 0 : before, point)) {
      forEachIndexed(
          layer,
          (_, block, rank) -> {
            int until = index.nextOrdinal(block, layer.ordinal());
            if (until > point && until <= next) {
              layer.neededEntries--;
              release.accept(layer.delta.locator(rank));
            }
          });
    }
  }

  /** Bytes freed if the live image went: stored versions in force at it alone. */
  long uniqueBytes(Layer image) {
    int point = image.ordinal();
    Integer before = live.lowerKey(point);
    int next = livePointFrom(point + 1);
    long[] bytes = {0};
    for (Layer layer : layersBetween(before == null ? 0 : before, point)) {
      forEachIndexed(
          layer,
          (_, block, rank) -> {
            int until = index.nextOrdinal(block, layer.ordinal());
            long locator = layer.delta.locator(rank);
            if (until > point && until <= next && locator != Locator.NONE) {
              bytes[0] += Locator.recordBytes(locator);
            }
          });
    }
    return bytes[0];
  }

  /** Whether a version of a layer is in force at some live point. */
  boolean isNeeded(int block, int ordinal) {
    return livePointFrom(ordinal) < index.nextOrdinal(block, ordinal);
  }

  /** The live images at which a version of a layer is in force, oldest first. */
  List<Layer> imagesWith(int block, int ordinal) {
    return List.copyOf(live.subMap(ordinal, index.nextOrdinal(block, ordinal)).values());
  }

  /** First live point at or after an ordinal; {@link VersionIndex#NO_ORDINAL} if there is none. */
  private int livePointFrom(int ordinal) {
    Integer image = live.ceilingKey(ordinal);
    if (image != null) {
      return image;
    }
    return headPresent && ordinal <= HEAD ? HEAD : VersionIndex.NO_ORDINAL;
  }

  /**
   * Takes out hidden layers that nothing needs: no version in force, and no pair of live points on
   * both sides whose diff would need the dirty masks. The newest layer stays while there is a head,
   * so that sequence numbers and parents go on.
   *
   * @return the layers taken out, whose files can go
   */
  List<Layer> takeUnneeded() {
    List<Layer> unneeded = new ArrayList<>();
    for (Layer layer : layers.values()) {
      int ordinal = layer.ordinal();
      boolean newestUnderHead = headPresent && ordinal == layers.lastKey();
      boolean between =
          live.lowerKey(ordinal) != null && livePointFrom(ordinal) != VersionIndex.NO_ORDINAL;
      if (layer.hidden && layer.neededEntries == 0 && !newestUnderHead && !between) {
        unneeded.add(layer);
      }
    }
    for (Layer layer : unneeded) {
      forEachIndexed(layer, (_, block, _) -> index.remove(block, layer.ordinal()));
      layers.remove(layer.ordinal());
      addGone(layer.ordinal(), layer.id());
    }
    return unneeded;
  }
}

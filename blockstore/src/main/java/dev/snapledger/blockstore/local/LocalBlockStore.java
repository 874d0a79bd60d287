package dev.snapledger.blockstore.local;

import dev.snapledger.blockstore.api.BlockDigest;
import dev.snapledger.blockstore.api.BlockEntry;
import dev.snapledger.blockstore.api.BlockStore;
import dev.snapledger.blockstore.api.ChainId;
import dev.snapledger.blockstore.api.Cursor;
import dev.snapledger.blockstore.api.DiffPrecision;
import dev.snapledger.blockstore.api.DiffRange;
import dev.snapledger.blockstore.api.HydrationProgress;
import dev.snapledger.blockstore.api.ImageId;
import dev.snapledger.blockstore.api.ImageInUseException;
import dev.snapledger.blockstore.api.ImageUpload;
import dev.snapledger.blockstore.api.InvalidRequestException;
import dev.snapledger.blockstore.api.NotFoundException;
import dev.snapledger.blockstore.api.NotOneFamilyException;
import dev.snapledger.blockstore.api.SealedImage;
import dev.snapledger.blockstore.api.StoreFaultException;
import dev.snapledger.blockstore.api.StoreUsage;
import dev.snapledger.blockstore.api.VolumeId;
import dev.snapledger.blockstore.api.VolumeState;
import dev.snapledger.blockstore.file.FileAccess;
import dev.snapledger.blockstore.file.NoSpaceException;
import dev.snapledger.blockstore.geometry.Geometry;
import dev.snapledger.blockstore.geometry.InvalidRangeException;
import dev.snapledger.blockstore.geometry.PageRange;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/**
 * The store in one directory of a local file system; {@link StoreDirectory} shows its files.
 *
 * <p>Locks, in the order they are taken: {@code inUse} (shared by every request, exclusive while
 * segments are removed or the store closes), {@code catalog} (volumes and images made or deleted),
 * one per volume, one per chain, the append lock of the segments.
 */
public final class LocalBlockStore implements BlockStore {
  private final StoreContext store;
  private final AutoCloseable directoryLock;
  private final StoreState state;
  private final ReentrantReadWriteLock inUse = new ReentrantReadWriteLock();
  private final ReentrantLock catalog = new ReentrantLock();
  private boolean closed;

  private LocalBlockStore(StoreContext store, AutoCloseable directoryLock, StoreState state) {
    this.store = store;
    this.directoryLock = directoryLock;
    this.state = state;
  }

  /**
   * Opens a store, or makes one in an empty or missing directory.
   *
   * @throws dev.snapledger.blockstore.api.StoreInUseException if someone has it open
   * @throws dev.snapledger.blockstore.api.UnsupportedFormatException if a newer version wrote it
   */
  public static LocalBlockStore open(FileAccess files, Path directory) {
    StoreDirectory place = new StoreDirectory(files, directory);
    return Faults.asking(
        "opening the store " + directory,
        () -> {
          AutoCloseable lock = place.claim();
          try {
            SegmentStore segments = SegmentStore.open(place);
            StoreContext context = new StoreContext(place, segments, new BlockWriter(segments));
            return new LocalBlockStore(context, lock, StoreLoader.load(context));
          } catch (IOException | RuntimeException e) {
            StoreDirectory.closeQuietly(lock);
            throw e;
          }
        });
  }

  /** Runs a request while no segment can go away. */
  <T> T using(Faults.Question<T> request) {
    inUse.readLock().lock();
    try {
      if (closed) {
        throw new StoreFaultException(
            "expected an open store, but " + store.directory().root() + " was closed", null);
      }
      return Faults.asking("a request to the store " + store.directory().root(), request);
    } finally {
      inUse.readLock().unlock();
    }
  }

  private <T> T locked(Lock lock, Faults.Question<T> request) {
    return using(
        () -> {
          lock.lock();
          try {
            return request.ask();
          } finally {
            lock.unlock();
          }
        });
  }

  private <T> T changing(VolumeId id, VolumeQuestion<T> request) {
    return using(
        () -> {
          Volume volume = state.volume(id);
          volume.writeLock().lock();
          try {
            volume.checkUsable();
            return request.ask(volume);
          } finally {
            volume.writeLock().unlock();
          }
        });
  }

  private interface VolumeQuestion<T> {
    T ask(Volume volume) throws IOException;
  }

  /** Removes segments nothing needs; to be called with no lock held. */
  private void reclaim() {
    if (!store.segments().hasUnreferenced()) {
      return;
    }
    inUse.writeLock().lock();
    try {
      if (!closed) {
        Faults.doing("removing unneeded segments", store.segments()::dropUnreferenced);
      }
    } finally {
      inUse.writeLock().unlock();
    }
  }

  // ---- volumes ----

  @Override
  public void createVolume(VolumeId volume, long sizeBytes) {
    Geometry.checkDiskSize(sizeBytes);
    locked(catalog, () -> addVolume(volume, sizeBytes, null));
  }

  @Override
  public void createVolumeFrom(VolumeId volume, ImageId source, long sizeBytes) {
    Geometry.checkDiskSize(sizeBytes);
    locked(catalog, () -> addVolumeFrom(volume, source, sizeBytes));
  }

  private Volume addVolumeFrom(VolumeId id, ImageId source, long sizeBytes) throws IOException {
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

  private Volume addVolume(VolumeId id, long sizeBytes, @Nullable ImageView source)
      throws IOException {
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
    Chain chain = new Chain(chainId);
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

  @Override
  public void resizeVolume(VolumeId id, long sizeBytes) {
    Geometry.checkDiskSize(sizeBytes);
    changing(
        id,
        volume -> {
          long present = volume.head.sizeBytes();
          if (sizeBytes < present) {
            throw new InvalidRequestException(
                "expected at least the present "
                    + present
                    + " bytes of volume "
                    + id
                    + ", but found "
                    + sizeBytes);
          }
          if (sizeBytes > present) {
            ImageView source = volume.head.source();
            Volume.save(
                store, id, new VolumeFile(sizeBytes, source == null ? null : source.layer().id()));
            volume.head.resize(sizeBytes);
          }
          return volume;
        });
  }

  @Override
  public void deleteVolume(VolumeId id) {
    locked(
        catalog,
        () -> {
          Volume volume = state.volumes.get(id);
          if (volume != null) {
            volume.writeLock().lock();
            try {
              removeVolume(volume);
            } finally {
              volume.writeLock().unlock();
            }
          }
          return id;
        });
    reclaim();
  }

  private void removeVolume(Volume volume) throws IOException {
    volume.delete();
    state.volumes.remove(volume.id);
    headGone(volume.head.chain());
  }

  private void headGone(Chain chain) throws IOException {
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

  @Override
  public @Nullable VolumeState findVolume(VolumeId id) {
    Volume volume = state.volumes.get(id);
    return volume == null ? null : volume.state();
  }

  @Override
  public List<VolumeState> volumes() {
    return state.volumes.values().stream()
        .map(Volume::state)
        .sorted(Comparator.comparing(volume -> volume.volume().value()))
        .toList();
  }

  @Override
  public void write(VolumeId id, long startByte, ByteBuffer bytes) {
    changing(
        id,
        volume -> {
          volume.checkInside(startByte, bytes.remaining());
          volume.head.write(startByte, bytes);
          return volume;
        });
  }

  @Override
  public void clear(VolumeId id, PageRange range) {
    changing(
        id,
        volume -> {
          store.segments().checkUsable();
          volume.head.clear(range.checkInside(volume.head.sizeBytes()));
          return volume;
        });
  }

  @Override
  public void read(VolumeId id, long startByte, ByteBuffer into) {
    using(
        () -> {
          Volume volume = state.volume(id);
          volume.readLock().lock();
          try {
            volume.checkUsable();
            volume.checkInside(startByte, into.remaining());
            volume.head.read(startByte, into);
            return volume;
          } finally {
            volume.readLock().unlock();
          }
        });
  }

  @Override
  public void flush(VolumeId id) {
    changing(
        id,
        volume -> {
          volume.head.flush();
          return volume;
        });
    reclaim();
  }

  @Override
  public HydrationProgress hydrate(VolumeId id, long bytesMax) {
    return changing(
        id,
        volume -> {
          ImageView source = volume.head.source();
          if (source == null) {
            return new HydrationProgress(volume.head.sizeBytes(), volume.head.sizeBytes(), true);
          }
          boolean done = volume.adoptSome(Math.max(1, bytesMax / Geometry.BLOCK_BYTES));
          volume.head.flush();
          if (done) {
            Volume.save(store, id, new VolumeFile(volume.head.sizeBytes(), null));
            volume.head.noSource();
          }
          long doneBytes = Geometry.startOf(volume.hydratedBlocks);
          return new HydrationProgress(
              Math.min(doneBytes, source.sizeBytes()), source.sizeBytes(), done);
        });
  }

  @Override
  public SealedImage seal(VolumeId id, ImageId image) {
    SealedImage sealed =
        changing(
            id,
            volume -> {
              SealedImage before = sealedBefore(image, volume.head.chain().id);
              if (before != null) {
                return before;
              }
              boolean lazy = volume.head.source() != null;
              Layer layer = volume.head.seal(image, null);
              state.images.put(image, layer);
              if (lazy) {
                volume.save();
              }
              return layer.image();
            });
    reclaim();
    return sealed;
  }

  private @Nullable SealedImage sealedBefore(ImageId image, ChainId chain) {
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

  // ---- images ----

  @Override
  public @Nullable SealedImage findImage(ImageId image) {
    Layer layer = state.findLive(image);
    return layer == null ? null : layer.image();
  }

  @Override
  public List<SealedImage> images(ChainId id) {
    Chain chain = state.chains.get(id);
    if (chain == null) {
      return List.of();
    }
    chain.checkReadable();
    chain.lock.readLock().lock();
    try {
      return chain.liveLayers().stream().map(Layer::image).toList();
    } finally {
      chain.lock.readLock().unlock();
    }
  }

  /** Bytes of one version, all zero for a zero one; not to be changed by the caller. */
  byte[] bytes(BlockVersion version, Object owner) {
    return version.isZero() ? Pieces.ZERO_BLOCK : store.segments().read(version, owner);
  }

  @Override
  public void read(ImageId id, long startByte, ByteBuffer into) {
    using(
        () -> {
          ImageView image = state.image(id);
          if (into.hasRemaining()) {
            PageRange.ofLength(startByte, into.remaining()).checkInside(image.sizeBytes());
          }
          Pieces.<RuntimeException>each(
              startByte,
              into.remaining(),
              (block, start, length) ->
                  into.put(bytes(image.version(block), image), start, length));
          return id;
        });
  }

  @Override
  public Cursor<PageRange> allocated(ImageId id, PageRange within) {
    ImageView image = state.image(id);
    within.checkInside(image.sizeBytes());
    return new RangeCursor(new AllocatedWalk(image, within), within).dataRanges();
  }

  @Override
  public Cursor<PageRange> allocated(VolumeId id, PageRange within) {
    return changing(
        id,
        volume -> {
          within.checkInside(volume.head.sizeBytes());
          volume.head.drain();
          return new RangeCursor(new AllocatedWalk(new VolumeView(volume), within), within)
              .dataRanges();
        });
  }

  @Override
  public Cursor<DiffRange> diff(ImageId fromId, ImageId toId, DiffPrecision precision) {
    ImageView from = state.image(fromId);
    ImageView to = state.image(toId);
    if (!from.layer().chain.id.equals(to.layer().chain.id)) {
      throw new NotOneFamilyException(
          "expected two images of one family, but image "
              + fromId
              + " is of "
              + from.layer().chain.id
              + " and image "
              + toId
              + " of "
              + to.layer().chain.id);
    }
    DiffWalk walk = new DiffWalk(this, from, to, precision);
    return new RangeCursor(() -> using(walk::get), new PageRange(0, to.sizeBytes()));
  }

  @Override
  public Cursor<BlockEntry> deltaOf(ImageId image) {
    return new DeltaCursor(state.image(image));
  }

  @Override
  public Cursor<BlockEntry> blockMapOf(ImageId image) {
    return new BlockCursor(state.image(image));
  }

  @Override
  public BlockDigest digest(ImageId id, int blockIndex) {
    return using(
        () -> {
          ImageView image = state.image(id);
          if (blockIndex < 0 || blockIndex >= Geometry.blocksOf(image.sizeBytes())) {
            throw new InvalidRangeException(
                "expected a block below "
                    + Geometry.blocksOf(image.sizeBytes())
                    + ", but found "
                    + blockIndex);
          }
          return store.segments().digest(image.version(blockIndex), image);
        });
  }

  @Override
  public void deleteImage(ImageId id) {
    locked(
        catalog,
        () -> {
          Head upload = state.uploads.get(id);
          Layer layer = state.findLive(id);
          if (upload != null) {
            upload.discard();
            state.uploads.remove(id);
            headGone(upload.chain());
          } else if (layer != null) {
            removeImage(layer);
          }
          return id;
        });
    reclaim();
  }

  private void removeImage(Layer layer) throws IOException {
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

  @Override
  public SealedImage copyFull(ImageId source, ImageId target) {
    return using(
        () -> {
          SealedImage before = sealedBefore(target, new ChainId(target.value()));
          if (before != null) {
            return before;
          }
          ImageView view = state.image(source);
          return register(
              new StandaloneImage(store, view, version -> store.segments().digest(version, view))
                  .make(target));
        });
  }

  @Override
  public SealedImage fullFromVolume(VolumeId source, ImageId target) {
    return changing(
        source,
        volume -> {
          SealedImage before = sealedBefore(target, new ChainId(target.value()));
          if (before != null) {
            return before;
          }
          volume.head.drain();
          store.segments().sync();
          return register(
              new StandaloneImage(store, volume.head, volume.head::digest).make(target));
        });
  }

  private SealedImage register(Layer layer) {
    state.chains.put(layer.chain.id, layer.chain);
    state.images.put(layer.id(), layer);
    return layer.image();
  }

  @Override
  public ImageUpload upload(ImageId image, ChainId chainId, ImageId origin, long sizeBytes) {
    Geometry.checkDiskSize(sizeBytes);
    return locked(
        catalog,
        () -> {
          if (sealedBefore(image, chainId) != null) {
            throw new InvalidRequestException(
                "expected a new image " + image + ", but it is sealed already");
          }
          Head head = state.uploads.get(image);
          if (head == null) {
            head = startUpload(image, chainId, sizeBytes);
          }
          shrinkTo(head, sizeBytes);
          return new Upload(this, image, origin, head);
        });
  }

  /** A copy of a smaller, older image must not leave bytes of the newer one behind its end. */
  private static void shrinkTo(Head head, long sizeBytes) throws IOException {
    long present = head.chain().newestSizeBytes();
    if (present > sizeBytes) {
      head.clear(new PageRange(sizeBytes, present));
    }
    head.resize(sizeBytes);
  }

  private Head startUpload(ImageId image, ChainId chainId, long sizeBytes) throws IOException {
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

  SealedImage sealUpload(ImageId image, ImageId origin, Head head) {
    SealedImage sealed =
        locked(
            catalog,
            () -> {
              if (state.uploads.get(image) != head) {
                throw new NotFoundException(
                    "expected an upload of image " + image + ", but it ended");
              }
              Layer layer = head.seal(image, origin);
              state.images.put(image, layer);
              state.uploads.remove(image);
              layer.chain.headSealed();
              head.close();
              return layer.image();
            });
    reclaim();
    return sealed;
  }

  // ---- store ----

  @Override
  public StoreUsage usage() {
    return using(() -> new UsageCount(state, store.segments()).count());
  }

  @Override
  public void close() {
    inUse.writeLock().lock();
    try {
      if (closed) {
        return;
      }
      closed = true;
      Faults.doing("closing the store " + store.directory().root(), this::closeAll);
    } finally {
      inUse.writeLock().unlock();
    }
  }

  private void closeAll() throws IOException {
    try {
      for (Volume volume : state.volumes.values()) {
        if (!volume.isDamaged()) {
          volume.head.flush();
        }
        volume.head.close();
      }
      for (Head upload : state.uploads.values()) {
        upload.flush();
        upload.close();
      }
    } finally {
      store.writer().close();
      store.segments().close();
      StoreDirectory.closeQuietly(directoryLock);
    }
  }
}

package dev.snapledger.blockstore.local;

import dev.snapledger.blockstore.api.BlockDigest;
import dev.snapledger.blockstore.api.BlockEntry;
import dev.snapledger.blockstore.api.ChainId;
import dev.snapledger.blockstore.api.Cursor;
import dev.snapledger.blockstore.api.DiffPrecision;
import dev.snapledger.blockstore.api.DiffRange;
import dev.snapledger.blockstore.api.HydrationProgress;
import dev.snapledger.blockstore.api.ImageId;
import dev.snapledger.blockstore.api.ImageUpload;
import dev.snapledger.blockstore.api.InvalidRequestException;
import dev.snapledger.blockstore.api.NotFoundException;
import dev.snapledger.blockstore.api.NotOneFamilyException;
import dev.snapledger.blockstore.api.ReclaimProgress;
import dev.snapledger.blockstore.api.ReclaimReport;
import dev.snapledger.blockstore.api.ReclaimRequest;
import dev.snapledger.blockstore.api.SealedImage;
import dev.snapledger.blockstore.api.StoreOptions;
import dev.snapledger.blockstore.api.StoreUsage;
import dev.snapledger.blockstore.api.VolumeId;
import dev.snapledger.blockstore.api.VolumeState;
import dev.snapledger.blockstore.file.FileAccess;
import dev.snapledger.blockstore.file.ReadOnlyFiles;
import dev.snapledger.blockstore.geometry.Geometry;
import dev.snapledger.blockstore.geometry.InvalidRangeException;
import dev.snapledger.blockstore.geometry.PageRange;
import dev.snapledger.blockstore.scrub.ScrubListener;
import dev.snapledger.blockstore.scrub.ScrubReport;
import dev.snapledger.blockstore.scrub.ScrubRequest;
import dev.snapledger.blockstore.scrub.ScrubbableStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The store in one directory of a local file system; {@link StoreDirectory} shows its files. */
public final class LocalBlockStore implements ScrubbableStore {
  private final StoreContext store;
  private final AutoCloseable directoryLock;
  private final StoreState state;
  private final Requests requests;
  private final VolumeCatalog volumeCatalog;
  private final ImageCatalog imageCatalog;
  private final ReentrantLock reclaiming = new ReentrantLock();
  private final AtomicBoolean scrubbing = new AtomicBoolean();
  private final ExecutorService diffThreads = WindowsAhead.threads();

  private LocalBlockStore(StoreContext store, AutoCloseable directoryLock, StoreState state) {
    this.store = store;
    this.directoryLock = directoryLock;
    this.state = state;
    this.requests = new Requests(store, state);
    this.volumeCatalog = new VolumeCatalog(store, state);
    this.imageCatalog = new ImageCatalog(store, state);
  }

  /** Runs a request of an upload, alone, unless the upload was sealed or deleted. */
  <T> T usingUpload(ImageId image, Head head, Faults.Question<T> request) {
    return requests.using(
        () -> {
          head.uploadLock.lock();
          try {
            if (state.uploads.get(image) != head) {
              throw new NotFoundException(
                  "expected an upload of image " + image + ", but it ended");
            }
            return request.ask();
          } finally {
            head.uploadLock.unlock();
          }
        });
  }

  /**
   * Whether all that is read of a file is checked, and doubted where it is wrong: so of segments,
   * deltas and what belongs to them.
   */
  public static boolean doubts(Path file) {
    return StoreDirectory.doubts(file);
  }

  /**
   * Opens a store, or makes one in an empty or missing directory.
   *
   * @throws dev.snapledger.blockstore.api.StoreInUseException if someone has it open
   * @throws dev.snapledger.blockstore.api.UnsupportedFormatException if a newer version wrote it
   */
  public static LocalBlockStore open(FileAccess files, Path directory) {
    return open(files, directory, StoreLimits.PRODUCT);
  }

  /** Like {@link #open(FileAccess, Path)}, keeping blocks as the options say. */
  public static LocalBlockStore open(FileAccess files, Path directory, StoreOptions options) {
    return open(files, directory, StoreLimits.PRODUCT.with(options));
  }

  /**
   * Opens a store that answers as ever and refuses every change. Nothing is written or tidied up: a
   * torn tail is passed over, and what is no longer needed stays. Takes the lock.
   *
   * @throws dev.snapledger.blockstore.api.StoreInUseException if someone has it open
   * @throws dev.snapledger.blockstore.api.UnsupportedFormatException if a newer version wrote it,
   *     or it is not there
   */
  public static ScrubbableStore openReadOnly(FileAccess files, Path directory) {
    Faults.doing(
        "opening the store " + directory, new StoreDirectory(files, directory)::checkPresent);
    return new ReadOnlyBlockStore(open(new ReadOnlyFiles(files), directory));
  }

  static LocalBlockStore open(FileAccess files, Path directory, StoreLimits limits) {
    StoreDirectory place = new StoreDirectory(files, directory);
    return Faults.asking(
        "opening the store " + directory,
        () -> {
          AutoCloseable lock = place.claim();
          try {
            return open(SegmentLoader.open(place, limits), place, lock, limits);
          } catch (IOException | RuntimeException e) {
            StoreDirectory.closeQuietly(lock);
            throw e;
          }
        });
  }

  private static LocalBlockStore open(
      SegmentStore segments, StoreDirectory place, AutoCloseable lock, StoreLimits limits)
      throws IOException {
    try {
      StoreOptions options = limits.options();
      BlockWriter writer = new BlockWriter(segments, options.compression());
      IndexMemory memory =
          new IndexMemory(place.files(), place.segments(), options.indexBytesMax());
      StoreContext context = new StoreContext(place, segments, writer, memory, limits);
      return new LocalBlockStore(context, lock, StoreLoader.load(context));
    } catch (IOException | RuntimeException e) {
      StoreDirectory.closeQuietly(segments);
      throw e;
    }
  }

  // ---- volumes ----

  @Override
  public void createVolume(VolumeId volume, long sizeBytes) {
    Geometry.checkDiskSize(sizeBytes);
    requests.changingCatalog(() -> volumeCatalog.addVolume(volume, sizeBytes, null));
  }

  @Override
  public void createVolumeFrom(VolumeId volume, ImageId source, long sizeBytes) {
    Geometry.checkDiskSize(sizeBytes);
    requests.changingCatalog(() -> volumeCatalog.addVolumeFrom(volume, source, sizeBytes));
  }

  @Override
  public void resizeVolume(VolumeId id, long sizeBytes) {
    Geometry.checkDiskSize(sizeBytes);
    requests.changing(
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
    requests.changingCatalog(
        () -> {
          Volume volume = state.volumes.get(id);
          if (volume != null) {
            volume.writeLock().lock();
            try {
              volumeCatalog.removeVolume(volume);
            } finally {
              volume.writeLock().unlock();
            }
          }
          return id;
        });
    requests.reclaim();
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
    requests.changing(
        id,
        volume -> {
          volume.checkInside(startByte, bytes.remaining());
          volume.head.write(startByte, bytes);
          return volume;
        });
  }

  @Override
  public void clear(VolumeId id, PageRange range) {
    requests.changing(
        id,
        volume -> {
          store.segments().checkUsable();
          volume.head.clear(range.checkInside(volume.head.sizeBytes()));
          return volume;
        });
  }

  @Override
  public void read(VolumeId id, long startByte, ByteBuffer into) {
    requests.using(
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
    requests.changing(
        id,
        volume -> {
          volume.head.flush();
          return volume;
        });
    requests.reclaim();
  }

  @Override
  public HydrationProgress hydrate(VolumeId id, long bytesMax) {
    return requests.changing(
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
        requests.changing(id, volume -> requests.alone(image, () -> seal(volume, image)));
    requests.reclaim();
    return sealed;
  }

  private SealedImage seal(Volume volume, ImageId image) throws IOException {
    SealedImage before = imageCatalog.sealedBefore(image, volume.head.chain().id);
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
  }

  // ---- images ----

  @Override
  public @Nullable SealedImage findImage(ImageId image) {
    Layer layer = state.findLive(image);
    return layer == null ? null : layer.image();
  }

  @Override
  public List<SealedImage> images() {
    return state.chains.values().stream()
        .filter(chain -> !chain.isDamaged())
        .sorted(Comparator.comparing(chain -> chain.id.value()))
        .flatMap(chain -> images(chain.id).stream())
        .toList();
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
    return version.isZero() ? Pieces.ZERO_BLOCK : store.segments().records().read(version, owner);
  }

  @Override
  public void read(ImageId id, long startByte, ByteBuffer into) {
    requests.using(
        () -> {
          ImageView image = state.image(id);
          if (into.hasRemaining()) {
            PageRange.ofLength(startByte, into.remaining()).checkInside(image.sizeBytes());
          }
          Pieces.<RuntimeException>each(
              startByte,
              into.remaining(),
              (block, start, length) ->
                  store
                      .segments()
                      .records()
                      .read(image.version(block), image, start, length, into));
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
    return requests.changing(
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
    WindowsAhead windows =
        new WindowsAhead(
            DiffReader.of(from, to), requests, diffThreads, store.limits().aheadEntries());
    DiffWalk walk = new DiffWalk(this, requests, from, to, precision, windows);
    return new RangeCursor(walk, new PageRange(0, to.sizeBytes()));
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
    return requests.using(
        () -> {
          ImageView image = state.image(id);
          if (blockIndex < 0 || blockIndex >= Geometry.blocksOf(image.sizeBytes())) {
            throw new InvalidRangeException(
                "expected a block below "
                    + Geometry.blocksOf(image.sizeBytes())
                    + ", but found "
                    + blockIndex);
          }
          return store.segments().records().digest(image.version(blockIndex), image);
        });
  }

  @Override
  public void deleteImage(ImageId id) {
    requests.changingCatalog(
        () ->
            requests.alone(
                id,
                () -> {
                  Head upload = state.uploads.get(id);
                  Layer layer = state.findLive(id);
                  if (upload != null) {
                    endUpload(id, upload);
                  } else if (layer != null) {
                    imageCatalog.removeImage(layer);
                  }
                  return id;
                }));
    requests.reclaim();
  }

  private void endUpload(ImageId image, Head upload) throws IOException {
    upload.uploadLock.lock();
    try {
      upload.discard();
      state.uploads.remove(image);
    } finally {
      upload.uploadLock.unlock();
    }
    volumeCatalog.headGone(upload.chain());
  }

  @Override
  public SealedImage copyFull(ImageId source, ImageId target) {
    return requests.using(
        () ->
            requests.alone(
                target,
                () -> {
                  SealedImage before = madeBefore(target);
                  if (before != null) {
                    return before;
                  }
                  ImageView view = state.image(source);
                  return imageCatalog.register(
                      new StandaloneImage(
                              store,
                              view,
                              version -> store.segments().records().digest(version, view))
                          .make(target));
                }));
  }

  private @Nullable SealedImage madeBefore(ImageId fullImage) {
    SealedImage before = imageCatalog.sealedBefore(fullImage, new ChainId(fullImage.value()));
    if (before == null) {
      imageCatalog.checkNoChain(fullImage);
    }
    return before;
  }

  @Override
  public SealedImage fullFromVolume(VolumeId source, ImageId target) {
    return requests.changing(
        source,
        volume ->
            requests.alone(
                target,
                () -> {
                  SealedImage before = madeBefore(target);
                  if (before != null) {
                    return before;
                  }
                  volume.head.drain();
                  store.segments().sync();
                  return imageCatalog.register(
                      new StandaloneImage(store, volume.head, volume.head::digest).make(target));
                }));
  }

  @Override
  public ImageUpload upload(ImageId image, ChainId chainId, ImageId origin, long sizeBytes) {
    Geometry.checkDiskSize(sizeBytes);
    Head head =
        requests.changingCatalog(
            () -> requests.alone(image, () -> imageCatalog.upload(image, chainId, sizeBytes)));
    return new Upload(this, image, origin, head);
  }

  SealedImage sealUpload(ImageId image, ImageId origin, Head head) {
    SealedImage sealed =
        requests.changingCatalog(
            () ->
                usingUpload(
                    image,
                    head,
                    () -> {
                      Layer layer = head.seal(image, origin);
                      state.images.put(image, layer);
                      state.uploads.remove(image);
                      layer.chain.headSealed();
                      head.close();
                      return layer.image();
                    }));
    requests.reclaim();
    return sealed;
  }

  // ---- store ----

  @Override
  public ReclaimReport reclaim(ReclaimRequest request, ReclaimProgress progress) {
    reclaiming.lock();
    try {
      return new Compaction(store, state, requests, request, progress).run();
    } finally {
      reclaiming.unlock();
    }
  }

  @Override
  public StoreUsage usage() {
    return requests.using(() -> new UsageCount(state, store.segments()).count());
  }

  @Override
  public void heal(long locator, byte[] block) {
    if (block.length != Geometry.BLOCK_BYTES || BlockCodec.dataMask(block) == 0) {
      throw new InvalidRequestException(
          "expected a whole block with data for a broken record, but found another");
    }
    requests.using(
        () -> {
          store.writer().heal(locator, block);
          return store;
        });
    requests.reclaim();
  }

  @Override
  public ScrubReport scrub(ScrubRequest request, ScrubListener listener) {
    return scrub(request, listener, SoundRecords.GROUP_RECORDS_MAX);
  }

  /** Like {@link #scrub(ScrubRequest, ScrubListener)}; tests pass small groups. */
  ScrubReport scrub(ScrubRequest request, ScrubListener listener, int groupRecordsMax) {
    if (!scrubbing.compareAndSet(false, true)) {
      throw new InvalidRequestException(
          "expected one scrub of " + store.directory().root() + " at a time, but one goes on");
    }
    try {
      return new Scrub(new OpenStore(store, state, requests), request, listener, groupRecordsMax)
          .run();
    } finally {
      scrubbing.set(false);
    }
  }

  @Override
  public void close() {
    requests.close(this::closeAll);
  }

  private void closeAll() throws IOException {
    // One volume that cannot be flushed must not cost the others their last writes.
    FirstFailure failure = new FirstFailure();
    for (Volume volume : state.volumes.values()) {
      if (!volume.isDamaged()) {
        failure.trying(volume.head::flush);
      }
      failure.trying(volume.head::close);
    }
    for (Head upload : state.uploads.values()) {
      failure.trying(upload::flush);
      failure.trying(upload::close);
    }
    failure.trying(store.segments().removal()::dropUnneeded);
    failure.trying(store.writer()::close);
    failure.trying(store.segments()::keepHints);
    diffThreads.shutdown();
    failure.trying(store.segments()::close);
    StoreDirectory.closeQuietly(directoryLock);
    failure.rethrow();
  }
}

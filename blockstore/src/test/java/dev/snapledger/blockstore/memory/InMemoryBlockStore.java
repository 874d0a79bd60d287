package dev.snapledger.blockstore.memory;

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
import dev.snapledger.blockstore.api.StoreUsage;
import dev.snapledger.blockstore.api.VolumeId;
import dev.snapledger.blockstore.api.VolumeState;
import dev.snapledger.blockstore.geometry.Geometry;
import dev.snapledger.blockstore.geometry.PageRange;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A store of byte arrays: slow, small, and obviously right.
 *
 * <p>Every method is synchronized. Images keep their deleted ancestors alive, so that {@code
 * deltaOf} and {@code blockMapOf} never change. {@link #crash} loses what was not flushed.
 */
public final class InMemoryBlockStore implements BlockStore {
  private final Map<VolumeId, MemoryVolume> volumes = new LinkedHashMap<>();
  private final Map<ImageId, MemoryImage> images = new LinkedHashMap<>();
  private final Map<ImageId, MemoryUpload> uploads = new LinkedHashMap<>();
  private final Set<ImageId> deleted = new HashSet<>();

  /** Forgets what was not flushed or sealed, as a power cut would. */
  public synchronized void crash() {
    volumes.values().forEach(MemoryVolume::crash);
    uploads.values().forEach(MemoryUpload::crash);
  }

  // ---- volumes ----

  @Override
  public synchronized void createVolume(VolumeId volume, long sizeBytes) {
    create(volume, null, MemoryDisk.empty(sizeBytes));
  }

  @Override
  public synchronized void createVolumeFrom(VolumeId volume, ImageId source, long sizeBytes) {
    MemoryVolume existing = volumes.get(volume);
    if (existing != null && source.equals(existing.madeFrom)) {
      create(volume, source, MemoryDisk.empty(sizeBytes));
      return;
    }
    MemoryImage image = image(source);
    if (sizeBytes < image.disk().sizeBytes) {
      throw new InvalidRequestException(
          "expected a size of at least " + image.disk().sizeBytes + ", but found " + sizeBytes);
    }
    create(volume, source, image.disk().copy(sizeBytes).whole());
  }

  private void create(VolumeId id, @Nullable ImageId source, MemoryDisk disk) {
    MemoryVolume existing = volumes.get(id);
    if (existing == null) {
      if (!images(new ChainId(id.value())).isEmpty()) {
        throw new InvalidRequestException(
            "expected no images of volume " + id + ", but found some");
      }
      volumes.put(id, new MemoryVolume(id, source, disk));
    } else if (existing.disk.sizeBytes != disk.sizeBytes
        || !Objects.equals(existing.madeFrom, source)) {
      throw new InvalidRequestException(
          "expected volume " + id + " as it was made, but found another size or source");
    }
  }

  @Override
  public synchronized void resizeVolume(VolumeId volume, long sizeBytes) {
    MemoryVolume found = volume(volume);
    if (sizeBytes < found.disk.sizeBytes) {
      throw new InvalidRequestException(
          "expected at least " + found.disk.sizeBytes + " bytes, but found " + sizeBytes);
    }
    found.resize(sizeBytes);
  }

  @Override
  public synchronized void deleteVolume(VolumeId volume) {
    volumes.remove(volume);
  }

  @Override
  public synchronized @Nullable VolumeState findVolume(VolumeId volume) {
    MemoryVolume found = volumes.get(volume);
    return found == null ? null : found.state();
  }

  @Override
  public synchronized List<VolumeState> volumes() {
    return volumes.values().stream()
        .map(MemoryVolume::state)
        .sorted(Comparator.comparing(state -> state.volume().toString()))
        .toList();
  }

  @Override
  public synchronized void write(VolumeId volume, long startByte, ByteBuffer bytes) {
    volume(volume).disk.write(startByte, bytes);
  }

  @Override
  public synchronized void clear(VolumeId volume, PageRange range) {
    volume(volume).disk.clear(range);
  }

  @Override
  public synchronized void read(VolumeId volume, long startByte, ByteBuffer into) {
    volume(volume).disk.read(startByte, into);
  }

  @Override
  public synchronized void flush(VolumeId volume) {
    volume(volume).flush();
  }

  @Override
  public synchronized HydrationProgress hydrate(VolumeId volume, long bytesMax) {
    return volume(volume).hydrate(bytesMax);
  }

  @Override
  public synchronized Cursor<PageRange> allocated(VolumeId volume, PageRange within) {
    return MemoryCursor.of(volume(volume).disk.allocated(within));
  }

  private MemoryVolume volume(VolumeId id) {
    MemoryVolume volume = volumes.get(id);
    if (volume == null) {
      throw new NotFoundException("expected volume " + id + ", but found none");
    }
    return volume;
  }

  // ---- images ----

  @Override
  public synchronized SealedImage seal(VolumeId volume, ImageId image) {
    MemoryVolume from = volume(volume);
    MemoryImage existing = images.get(image);
    if (existing == null) {
      checkNeverDeleted(image);
      MemoryDisk disk = from.disk.copy(from.disk.sizeBytes);
      MemoryImage sealed = MemoryImage.seal(image, from.chain(), null, disk, from.parent);
      images.put(image, sealed);
      from.sealed(sealed);
      return sealed.sealed();
    }
    if (!existing.sealed().chain().equals(from.chain())) {
      throw new InvalidRequestException("expected a new image " + image + ", but it is another's");
    }
    return existing.sealed();
  }

  private void checkNeverDeleted(ImageId image) {
    if (deleted.contains(image)) {
      throw new InvalidRequestException("expected a new image " + image + ", but it was deleted");
    }
  }

  @Override
  public synchronized @Nullable SealedImage findImage(ImageId image) {
    MemoryImage found = images.get(image);
    return found == null ? null : found.sealed();
  }

  @Override
  public synchronized List<SealedImage> images() {
    return images.values().stream()
        .map(MemoryImage::sealed)
        .sorted(
            Comparator.comparing((SealedImage image) -> image.chain().value())
                .thenComparingLong(SealedImage::sequence))
        .toList();
  }

  @Override
  public synchronized List<SealedImage> images(ChainId chain) {
    return images.values().stream()
        .map(MemoryImage::sealed)
        .filter(image -> image.chain().equals(chain))
        .sorted(Comparator.comparingLong(SealedImage::sequence))
        .toList();
  }

  private MemoryImage image(ImageId id) {
    MemoryImage image = images.get(id);
    if (image == null) {
      throw new NotFoundException("expected image " + id + ", but found none");
    }
    return image;
  }

  @Override
  public synchronized void read(ImageId image, long startByte, ByteBuffer into) {
    image(image).disk().read(startByte, into);
  }

  @Override
  public synchronized Cursor<PageRange> allocated(ImageId image, PageRange within) {
    return MemoryCursor.of(image(image).disk().allocated(within));
  }

  @Override
  public synchronized Cursor<DiffRange> diff(ImageId from, ImageId to, DiffPrecision precision) {
    MemoryImage left = image(from);
    MemoryImage right = image(to);
    if (!left.sealed().chain().equals(right.sealed().chain())) {
      throw new NotOneFamilyException(
          "expected images of one chain, but found " + left.sealed() + " and " + right.sealed());
    }
    return MemoryCursor.of(MemoryDiff.of(left, right, precision));
  }

  @Override
  public synchronized Cursor<BlockEntry> deltaOf(ImageId image) {
    return MemoryCursor.of(image(image).delta());
  }

  @Override
  public synchronized Cursor<BlockEntry> blockMapOf(ImageId image) {
    return MemoryCursor.of(image(image).blockMap());
  }

  @Override
  public synchronized BlockDigest digest(ImageId image, int blockIndex) {
    return image(image).disk().digest(blockIndex);
  }

  @Override
  public synchronized void deleteImage(ImageId image) {
    if (volumes.values().stream().anyMatch(volume -> image.equals(volume.source))) {
      throw new ImageInUseException("expected image " + image + " unused, but a volume reads it");
    }
    if (images.remove(image) != null) {
      deleted.add(image);
    }
    uploads.remove(image);
  }

  @Override
  public synchronized SealedImage copyFull(ImageId source, ImageId target) {
    MemoryImage existing = images.get(target);
    return existing != null ? existing.sealed() : full(image(source).disk(), target);
  }

  @Override
  public synchronized SealedImage fullFromVolume(VolumeId source, ImageId target) {
    MemoryImage existing = images.get(target);
    return existing != null ? existing.sealed() : full(volume(source).disk, target);
  }

  private SealedImage full(MemoryDisk disk, ImageId target) {
    checkNeverDeleted(target);
    MemoryImage full =
        MemoryImage.seal(target, new ChainId(target.value()), null, disk.whole(), null);
    images.put(target, full);
    return full.sealed();
  }

  @Override
  public synchronized ImageUpload upload(
      ImageId image, ChainId chain, ImageId origin, long sizeBytes) {
    Geometry.checkDiskSize(sizeBytes);
    checkNeverDeleted(image);
    if (images.containsKey(image)) {
      throw new InvalidRequestException("expected a new image " + image + ", but it is sealed");
    }
    MemoryUpload existing = uploads.get(image);
    if (existing != null) {
      return existing;
    }
    boolean taken = uploads.values().stream().anyMatch(upload -> upload.chain.equals(chain));
    if (taken || volumes.containsKey(new VolumeId(chain.value()))) {
      throw new InvalidRequestException(
          "expected chain " + chain + " without a volume or upload, but it has one");
    }
    List<SealedImage> before = images(chain);
    MemoryImage parent = before.isEmpty() ? null : images.get(before.getLast().image());
    MemoryDisk start =
        parent == null ? MemoryDisk.empty(sizeBytes) : parent.disk().child(sizeBytes);
    MemoryUpload upload = new MemoryUpload(this, image, chain, start, parent, origin);
    uploads.put(image, upload);
    return upload;
  }

  /** Ends an upload. */
  synchronized void add(MemoryImage sealed) {
    if (uploads.remove(sealed.sealed().image()) == null) {
      throw new NotFoundException("expected an upload of an image, but it ended");
    }
    images.put(sealed.sealed().image(), sealed);
  }

  // ---- store ----

  @Override
  public synchronized StoreUsage usage() {
    List<StoreUsage.ImageUsage> each = new ArrayList<>();
    for (MemoryImage image : images.values()) {
      SealedImage sealed = image.sealed();
      each.add(
          new StoreUsage.ImageUsage(
              sealed.image(), sealed.sizeBytes(), sealed.storedBytes(), sealed.storedBytes()));
    }
    long stored = each.stream().mapToLong(StoreUsage.ImageUsage::storedBytes).sum();
    return new StoreUsage(each, stored, stored, 0);
  }

  @Override
  public void close() {
    // Nothing is held.
  }
}

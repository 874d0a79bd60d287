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
import dev.snapledger.blockstore.api.ReclaimProgress;
import dev.snapledger.blockstore.api.ReclaimReport;
import dev.snapledger.blockstore.api.ReclaimRequest;
import dev.snapledger.blockstore.api.SealedImage;
import dev.snapledger.blockstore.api.StoreUsage;
import dev.snapledger.blockstore.api.VolumeId;
import dev.snapledger.blockstore.api.VolumeState;
import dev.snapledger.blockstore.geometry.PageRange;
import dev.snapledger.blockstore.scrub.ScrubListener;
import dev.snapledger.blockstore.scrub.ScrubReport;
import dev.snapledger.blockstore.scrub.ScrubRequest;
import dev.snapledger.blockstore.scrub.ScrubRequest.Findings;
import dev.snapledger.blockstore.scrub.ScrubbableStore;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A store that answers and changes nothing; what would change something is refused. */
record ReadOnlyBlockStore(LocalBlockStore store) implements ScrubbableStore {
  private static InvalidRequestException refused(String request, Object what) {
    return new InvalidRequestException(
        "expected a store that may be changed, but it was opened for reading only: "
            + request
            + " "
            + what
            + " is refused");
  }

  // ---- answered ----

  @Override
  public @Nullable VolumeState findVolume(VolumeId volume) {
    return store.findVolume(volume);
  }

  @Override
  public List<VolumeState> volumes() {
    return store.volumes();
  }

  @Override
  public void read(VolumeId volume, long startByte, ByteBuffer into) {
    store.read(volume, startByte, into);
  }

  @Override
  public @Nullable SealedImage findImage(ImageId image) {
    return store.findImage(image);
  }

  @Override
  public List<SealedImage> images() {
    return store.images();
  }

  @Override
  public List<SealedImage> images(ChainId chain) {
    return store.images(chain);
  }

  @Override
  public void read(ImageId image, long startByte, ByteBuffer into) {
    store.read(image, startByte, into);
  }

  @Override
  public Cursor<PageRange> allocated(ImageId image, PageRange within) {
    return store.allocated(image, within);
  }

  @Override
  public Cursor<PageRange> allocated(VolumeId volume, PageRange within) {
    return store.allocated(volume, within);
  }

  @Override
  public Cursor<DiffRange> diff(ImageId from, ImageId to, DiffPrecision precision) {
    return store.diff(from, to, precision);
  }

  @Override
  public Cursor<BlockEntry> deltaOf(ImageId image) {
    return store.deltaOf(image);
  }

  @Override
  public Cursor<BlockEntry> blockMapOf(ImageId image) {
    return store.blockMapOf(image);
  }

  @Override
  public BlockDigest digest(ImageId image, int blockIndex) {
    return store.digest(image, blockIndex);
  }

  @Override
  public StoreUsage usage() {
    return store.usage();
  }

  @Override
  public ScrubReport scrub(ScrubRequest request, ScrubListener listener) {
    if (request.findings() != Findings.REPORT_ONLY) {
      throw refused("a scrub with", request.findings());
    }
    return store.scrub(request, listener);
  }

  @Override
  public ReclaimReport reclaim(ReclaimRequest request, ReclaimProgress progress) {
    if (!request.dryRun()) {
      throw refused("a reclaim", "that frees");
    }
    return store.reclaim(request, progress);
  }

  @Override
  public void close() {
    store.close();
  }

  // ---- refused ----

  @Override
  public void heal(long locator, byte[] block) {
    throw refused("healing", "a record");
  }

  @Override
  public void createVolume(VolumeId volume, long sizeBytes) {
    throw refused("making volume", volume);
  }

  @Override
  public void createVolumeFrom(VolumeId volume, ImageId source, long sizeBytes) {
    throw refused("making volume", volume);
  }

  @Override
  public void resizeVolume(VolumeId volume, long sizeBytes) {
    throw refused("growing volume", volume);
  }

  @Override
  public void deleteVolume(VolumeId volume) {
    throw refused("deleting volume", volume);
  }

  @Override
  public void write(VolumeId volume, long startByte, ByteBuffer bytes) {
    throw refused("a write to volume", volume);
  }

  @Override
  public void clear(VolumeId volume, PageRange range) {
    throw refused("clearing a part of volume", volume);
  }

  @Override
  public void flush(VolumeId volume) {
    throw refused("flushing volume", volume);
  }

  @Override
  public HydrationProgress hydrate(VolumeId volume, long bytesMax) {
    throw refused("filling volume", volume);
  }

  @Override
  public SealedImage seal(VolumeId volume, ImageId image) {
    throw refused("sealing image", image);
  }

  @Override
  public void deleteImage(ImageId image) {
    throw refused("deleting image", image);
  }

  @Override
  public SealedImage copyFull(ImageId source, ImageId target) {
    throw refused("making image", target);
  }

  @Override
  public SealedImage fullFromVolume(VolumeId source, ImageId target) {
    throw refused("making image", target);
  }

  @Override
  public ImageUpload upload(ImageId image, ChainId chain, ImageId origin, long sizeBytes) {
    throw refused("copying in image", image);
  }
}

package dev.snapledger.blockstore.api;

import dev.snapledger.blockstore.geometry.PageRange;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One region's bytes: writable volumes and the sealed images taken of them.
 *
 * <p>All methods may be called from any thread. Requests on one volume that change it run one after
 * the other; reads run beside each other; requests on different volumes and images do not wait for
 * each other. Positions and lengths are multiples of 512, else {@link
 * dev.snapledger.blockstore.geometry.InvalidRangeException}. An unknown volume or image gives
 * {@link NotFoundException}; bytes that fail their checksum {@link CorruptDataException}; missing
 * space {@link StoreFullException}; other I/O trouble {@link StoreFaultException}. Every method
 * that changes something may be repeated after a crash or fault with the same arguments.
 */
public interface BlockStore extends AutoCloseable {
  // ---- volumes ----

  /**
   * Makes an empty volume that reads as zero, with a chain of its own. Durable on return. Does
   * nothing if the volume exists with this size.
   *
   * @throws InvalidRequestException if it exists with another size or source, or images of a
   *     deleted volume with this id are left
   */
  void createVolume(VolumeId volume, long sizeBytes);

  /**
   * Makes a volume that reads as the image, at once, without copying: blocks not written yet are
   * read from the source until {@link #hydrate} has adopted them. It starts a chain of its own.
   *
   * @param sizeBytes at least the source's size; the rest reads as zero
   */
  void createVolumeFrom(VolumeId volume, ImageId source, long sizeBytes);

  /**
   * Grows a volume; new bytes read as zero. Does nothing if it has that size.
   *
   * @throws InvalidRequestException if that would shrink it
   */
  void resizeVolume(VolumeId volume, long sizeBytes);

  /** Deletes a volume, not its images. Does nothing if it does not exist. */
  void deleteVolume(VolumeId volume);

  /** Returns the volume's state, or null if it does not exist. */
  @Nullable VolumeState findVolume(VolumeId volume);

  /** All volumes, ordered by id. */
  List<VolumeState> volumes();

  /**
   * Writes the remaining bytes at a position. Readable on return, durable after {@link #flush} or
   * {@link #seal}; a crash before that may lose it, whole or in part, but leaves each 4 KiB part
   * either old or new.
   */
  void write(VolumeId volume, long startByte, ByteBuffer bytes);

  /**
   * Makes a range read as zero; durability as for {@link #write}. Costs what is allocated there.
   */
  void clear(VolumeId volume, PageRange range);

  /** Fills the remaining space of the buffer with the volume's present bytes. */
  void read(VolumeId volume, long startByte, ByteBuffer into);

  /** Makes everything written to the volume before durable. */
  void flush(VolumeId volume);

  /**
   * Moves the next part of a lazily filled volume off its source: each block is read, checked and
   * then shared with the source by reference. Durable on return; to be called until done.
   *
   * @param bytesMax how many bytes with data to read at most, in whole blocks of 64 KiB, at least
   *     one
   */
  HydrationProgress hydrate(VolumeId volume, long bytesMax);

  // ---- images ----

  /**
   * Freezes the volume's present bytes as an image. Costs the changes since the last one. Durable
   * on return. Sealing the same image of the same volume again returns the first answer, whatever
   * was written since.
   *
   * <p>The first image of a lazily filled volume also adopts, unchecked, what is still missing from
   * the source, so that an image never depends on another chain.
   *
   * <p>A deleted image is never made again as long as its chain exists, that is, a volume or an
   * image of it: who asks late must not add an image to the chain that nobody expects there.
   *
   * @throws InvalidRequestException if the image exists elsewhere, or was deleted
   */
  SealedImage seal(VolumeId volume, ImageId image);

  /** Returns the image, or null if it does not exist or was deleted. */
  @Nullable SealedImage findImage(ImageId image);

  /** Live images, by chain and sequence, of all chains that can be read. */
  List<SealedImage> images();

  /** Live images of a chain by sequence; empty if there is none. */
  List<SealedImage> images(ChainId chain);

  /** Fills the remaining space of the buffer with the image's bytes. */
  void read(ImageId image, long startByte, ByteBuffer into);

  /** The ranges inside {@code within} that hold data, in whole 4 KiB parts cut to it, ascending. */
  Cursor<PageRange> allocated(ImageId image, PageRange within);

  /** Like {@link #allocated(ImageId, PageRange)}, of a volume's present bytes. */
  Cursor<PageRange> allocated(VolumeId volume, PageRange within);

  /**
   * The ranges that differ between two images of one chain, ascending, each with what it holds at
   * {@code to}. Either may be the older. Sizes may differ: ranges are cut to the size of {@code
   * to}, and bytes beyond the smaller one count as zero there.
   *
   * @throws NotOneFamilyException if the images are of different chains
   */
  Cursor<DiffRange> diff(ImageId from, ImageId to, DiffPrecision precision);

  /**
   * The blocks written or cleared between an image's parent and the image, ascending, exactly as
   * they were when it was sealed: later deletes of other images never change the answer.
   */
  Cursor<BlockEntry> deltaOf(ImageId image);

  /**
   * All blocks with data at the image, ascending. Each entry is that of the newest delta, up to the
   * image, which has the block; so overlaying {@link #deltaOf} along the chain gives the same.
   */
  Cursor<BlockEntry> blockMapOf(ImageId image);

  /** Digest of one block at the image; {@link BlockDigest#ZERO} for a zero block. */
  BlockDigest digest(ImageId image, int blockIndex);

  /**
   * Deletes an image; what no other image or volume needs is freed. Durable on return. Does nothing
   * if it does not exist.
   *
   * @throws ImageInUseException if a lazily filled volume still reads from it
   */
  void deleteImage(ImageId image);

  /**
   * Makes a self-contained image with the same bytes, in a chain of its own, sharing stored blocks.
   * Repeating it returns the first answer.
   */
  SealedImage copyFull(ImageId source, ImageId target);

  /** Like {@link #copyFull}, of the volume's present bytes. Does not touch the volume's chain. */
  SealedImage fullFromVolume(VolumeId source, ImageId target);

  /**
   * Starts or continues an image on top of a chain that has no volume in this store.
   *
   * @param origin the image it is a copy of, kept in {@link SealedImage#origin}
   * @param sizeBytes size of the image
   * @throws InvalidRequestException if the image is sealed already, or the chain belongs to a
   *     volume
   */
  ImageUpload upload(ImageId image, ChainId chain, ImageId origin, long sizeBytes);

  // ---- store ----

  StoreUsage usage();

  /**
   * Frees what nothing needs: segments that nothing refers to, leftovers of crashes among them, and
   * the dead parts of the others. Reads, writes and deletes go on beside it; a second call waits
   * for the first. It may be ended at any time, by the listener's exception, by closing or by a
   * crash: what was done stays done.
   *
   * @throws CorruptDataException if something in the store cannot be read: what it needs is not
   *     known then
   */
  ReclaimReport reclaim(ReclaimRequest request, ReclaimProgress progress);

  /** Waits for requests in progress, flushes all volumes, and releases the directory. */
  @Override
  void close();
}

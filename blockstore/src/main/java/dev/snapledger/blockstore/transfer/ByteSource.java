package dev.snapledger.blockstore.transfer;

import dev.snapledger.blockstore.api.BlockStore;
import dev.snapledger.blockstore.api.Cursor;
import dev.snapledger.blockstore.api.ImageId;
import dev.snapledger.blockstore.api.NotFoundException;
import dev.snapledger.blockstore.api.SealedImage;
import dev.snapledger.blockstore.api.VolumeId;
import dev.snapledger.blockstore.api.VolumeState;
import dev.snapledger.blockstore.geometry.PageRange;
import java.nio.ByteBuffer;
import java.util.List;

/** What is exported: an image, or a volume's present bytes. May be read from several threads. */
sealed interface ByteSource permits ByteSource.OfImage, ByteSource.OfVolume, SalvagedSource {
  long sizeBytes();

  /** Ranges that hold data, ascending. */
  Cursor<PageRange> allocated();

  void read(long startByte, ByteBuffer into);

  /** What was read before a position as zeros because it cannot be read, once; ascending. */
  default List<Hole> takeHoles(long endByte) {
    return List.of();
  }

  /**
   * Finds an image.
   *
   * @throws NotFoundException if there is none
   */
  static ByteSource of(BlockStore store, ImageId image) {
    SealedImage found = store.findImage(image);
    if (found == null) {
      throw new NotFoundException("expected image " + image + ", but found none");
    }
    return new OfImage(store, image, found.sizeBytes());
  }

  /**
   * Finds a volume.
   *
   * @throws NotFoundException if there is none
   */
  static ByteSource of(BlockStore store, VolumeId volume) {
    VolumeState found = store.findVolume(volume);
    if (found == null) {
      throw new NotFoundException("expected volume " + volume + ", but found none");
    }
    return new OfVolume(store, volume, found.sizeBytes());
  }

  /** Bytes of a sealed image; they never change. */
  record OfImage(BlockStore store, ImageId image, long sizeBytes) implements ByteSource {
    @Override
    public Cursor<PageRange> allocated() {
      return store.allocated(image, new PageRange(0, sizeBytes));
    }

    @Override
    public void read(long startByte, ByteBuffer into) {
      store.read(image, startByte, into);
    }
  }

  /** Bytes of a volume; a mixture of old and new if it is written meanwhile. */
  record OfVolume(BlockStore store, VolumeId volume, long sizeBytes) implements ByteSource {
    @Override
    public Cursor<PageRange> allocated() {
      return store.allocated(volume, new PageRange(0, sizeBytes));
    }

    @Override
    public void read(long startByte, ByteBuffer into) {
      store.read(volume, startByte, into);
    }
  }
}

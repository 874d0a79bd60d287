package dev.snapledger.server.pageblob;

import dev.snapledger.blockstore.api.BlockStore;
import dev.snapledger.blockstore.api.Cursor;
import dev.snapledger.blockstore.api.ImageId;
import dev.snapledger.blockstore.api.VolumeId;
import dev.snapledger.blockstore.geometry.PageRange;
import java.nio.ByteBuffer;

/** The bytes of a disk before its footer; may be read from several threads. */
sealed interface BlobContent {
  BlockStore store();

  /** Ranges that hold data, in whole 4 KiB parts cut to {@code within}, ascending. */
  Cursor<PageRange> allocated(PageRange within);

  /** Fills the remaining space of the buffer; both ends are multiples of 512. */
  void read(long startByte, ByteBuffer into);

  /** A snapshot's: they never change. */
  record OfImage(BlockStore store, ImageId image) implements BlobContent {
    @Override
    public Cursor<PageRange> allocated(PageRange within) {
      return store.allocated(image, within);
    }

    @Override
    public void read(long startByte, ByteBuffer into) {
      store.read(image, startByte, into);
    }
  }

  /** A disk's: a mixture of old and new if it is written meanwhile. */
  record OfVolume(BlockStore store, VolumeId volume) implements BlobContent {
    @Override
    public Cursor<PageRange> allocated(PageRange within) {
      return store.allocated(volume, within);
    }

    @Override
    public void read(long startByte, ByteBuffer into) {
      store.read(volume, startByte, into);
    }
  }
}

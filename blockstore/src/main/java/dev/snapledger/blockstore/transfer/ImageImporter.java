package dev.snapledger.blockstore.transfer;

import dev.snapledger.blockstore.api.BlockStore;
import dev.snapledger.blockstore.api.InvalidRequestException;
import dev.snapledger.blockstore.api.NotFoundException;
import dev.snapledger.blockstore.api.VolumeId;
import dev.snapledger.blockstore.api.VolumeState;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Makes a volume equal to a disk image in a file; what the volume has beyond the image becomes
 * zero.
 *
 * <p>Blocks of 64 KiB that are zero in the image are not written, and cleared only where the volume
 * holds data. Durable on return. After a failure the volume holds a part of the image; repeating
 * the import finishes it. For any thread; nothing else may write to the volume meanwhile.
 *
 * <p>Each method checks everything before it writes: the file, the volume ({@link
 * NotFoundException}) and that the image is not larger than the volume ({@link
 * InvalidRequestException}).
 */
public final class ImageImporter {
  private final BlockStore store;

  public ImageImporter(BlockStore store) {
    this.store = store;
  }

  /**
   * Imports a raw image or a fixed VHD, whichever it is.
   *
   * @throws UnsupportedImageException if it is neither
   * @throws dev.snapledger.blockstore.vhd.InvalidVhdException if it is a VHD that is not a whole
   *     fixed one
   */
  public ImportReport importImage(VolumeId volume, Path file, Progress progress)
      throws IOException {
    return load(volume, ImageFile.detect(file), progress);
  }

  /**
   * Imports the file's bytes as they are; the last page is filled up with zeros.
   *
   * @throws UnsupportedImageException if the file is empty or larger than any disk
   */
  public ImportReport importRaw(VolumeId volume, Path file, Progress progress) throws IOException {
    return load(volume, ImageFile.raw(file), progress);
  }

  /**
   * Imports a fixed VHD.
   *
   * @throws dev.snapledger.blockstore.vhd.InvalidVhdException if it is not a whole one
   */
  public ImportReport importVhd(VolumeId volume, Path file, Progress progress) throws IOException {
    return load(volume, ImageFile.vhd(file), progress);
  }

  private ImportReport load(VolumeId volume, ImageFile image, Progress progress)
      throws IOException {
    VolumeState state = store.findVolume(volume);
    if (state == null) {
      throw new NotFoundException("expected volume " + volume + ", but found none");
    }
    if (image.sizeBytes() > state.sizeBytes()) {
      throw new InvalidRequestException(
          "expected an image of at most "
              + state.sizeBytes()
              + " bytes, the size of volume "
              + volume
              + ", but found "
              + image.sizeBytes()
              + " in "
              + image.file());
    }
    return new VolumeLoad(store, state, image).run(progress);
  }
}

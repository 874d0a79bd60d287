package dev.snapledger.blockstore.api;

import java.util.List;

/**
 * Space taken by a store.
 *
 * @param images live images, by chain and sequence
 * @param segmentBytes length of all data segments, with records nothing needs any more
 * @param liveBytes bytes of segments that images and volumes refer to; a record shared by several
 *     chains counts once for each
 * @param metadataBytes length of all deltas and journals
 */
public record StoreUsage(
    List<ImageUsage> images, long segmentBytes, long liveBytes, long metadataBytes) {

  /**
   * Space of one image.
   *
   * @param logicalBytes size of the disk
   * @param storedBytes bytes of the block versions its own delta points at
   * @param uniqueBytes bytes that only this image of its chain needs: what deleting it would free
   */
  public record ImageUsage(ImageId image, long logicalBytes, long storedBytes, long uniqueBytes) {}

  public StoreUsage {
    images = List.copyOf(images);
  }
}

package dev.snapledger.workers;

import dev.snapledger.blockstore.api.BlockStore;
import dev.snapledger.blockstore.api.ImageId;
import dev.snapledger.blockstore.api.InvalidRequestException;
import dev.snapledger.blockstore.api.VolumeId;
import dev.snapledger.blockstore.api.VolumeState;
import dev.snapledger.commands.id.DiskId;
import dev.snapledger.commands.id.SnapshotId;
import dev.snapledger.projections.disk.DiskRow;
import org.jspecify.annotations.Nullable;

/**
 * Makes sure that a disk of the ledger has its volume in the store. Safe for use by many threads,
 * also at once for one disk.
 */
public final class Volumes {
  private final Regions regions;

  /** Makes volumes in the stores of these regions. */
  public Volumes(Regions regions) {
    this.regions = regions;
  }

  /**
   * The volume of a disk, made now if the worker has not come to it yet; for whoever writes or
   * reads a disk on behalf of a caller.
   *
   * <p>To be called under an active SAS only: that keeps the disk from being deleted meanwhile, so
   * that no volume is made after its disk is gone. An existing volume is returned as it is, also
   * while a resize waits for the worker: a snapshot that waits before it must not see the new size.
   *
   * @throws VolumeNotReadyException if only the worker can make it
   */
  public VolumeState ensure(DiskRow disk) {
    VolumeState present = regions.store(disk.region()).findVolume(volume(disk.diskId()));
    if (present != null) {
      return present;
    }
    if (!disk.exists() || disk.everResized()) {
      throw new VolumeNotReadyException(disk);
    }
    return ensure(disk.region(), disk.diskId(), disk.sizeBytes(), disk.sourceSnapshotId());
  }

  /** The volume of a disk, made now if there is none, whatever its present size. */
  VolumeState ensure(
      String region, DiskId diskId, long sizeBytes, @Nullable SnapshotId sourceSnapshotId) {
    BlockStore store = regions.store(region);
    VolumeId volume = volume(diskId);
    VolumeState present = store.findVolume(volume);
    if (present != null) {
      return present;
    }
    try {
      if (sourceSnapshotId == null) {
        store.createVolume(volume, sizeBytes);
      } else {
        store.createVolumeFrom(volume, image(sourceSnapshotId), sizeBytes);
      }
    } catch (InvalidRequestException e) {
      // Another thread made it, and it has been filled or has grown since.
      VolumeState made = store.findVolume(volume);
      if (made == null) {
        throw e;
      }
      return made;
    }
    VolumeState made = store.findVolume(volume);
    if (made == null) {
      throw new IllegalStateException(
          "expected volume %s, which was just made, but found none".formatted(volume));
    }
    return made;
  }

  static VolumeId volume(DiskId diskId) {
    return new VolumeId(diskId.value());
  }

  static ImageId image(SnapshotId snapshotId) {
    return new ImageId(snapshotId.value());
  }
}

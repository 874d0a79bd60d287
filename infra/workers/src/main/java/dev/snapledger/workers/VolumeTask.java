package dev.snapledger.workers;

import dev.snapledger.projections.work.WorkItem.CreateVolume;
import dev.snapledger.projections.work.WorkItem.DeleteImage;
import dev.snapledger.projections.work.WorkItem.DeleteVolume;
import dev.snapledger.projections.work.WorkItem.ResizeVolume;

/** Work that is one request to the store, and of which the ledger hears nothing. */
sealed interface VolumeTask extends WorkTask {

  /** Makes the volume of a new disk. */
  record Create(CreateVolume item, Volumes volumes) implements VolumeTask {
    @Override
    public Step step() {
      var _ =
          volumes.ensure(item.region(), item.diskId(), item.sizeBytes(), item.sourceSnapshotId());
      return new Step.Finished();
    }

    /** The filling of the disk, which follows, fails for the same reason and tells the ledger. */
    @Override
    public Step giveUp(String reason) {
      return item.sourceSnapshotId() != null ? new Step.Finished() : new Step.Refused(reason);
    }
  }

  /** Grows a volume. */
  record Resize(ResizeVolume item, Regions regions) implements VolumeTask {
    @Override
    public Step step() {
      var store = regions.store(item.region());
      var volume = Volumes.volume(item.diskId());
      var present = store.findVolume(volume);
      if (present == null || present.sizeBytes() < item.sizeBytes()) {
        store.resizeVolume(volume, item.sizeBytes());
      }
      return new Step.Finished();
    }
  }

  /** Deletes the volume of a deleted disk. */
  record Delete(DeleteVolume item, Regions regions) implements VolumeTask {
    @Override
    public Step step() {
      regions.store(item.region()).deleteVolume(Volumes.volume(item.diskId()));
      return new Step.Finished();
    }
  }

  /** Deletes the bytes of a deleted snapshot. */
  record DropImage(DeleteImage item, Regions regions) implements VolumeTask {
    @Override
    public Step step() {
      regions.store(item.region()).deleteImage(Volumes.image(item.snapshotId()));
      return new Step.Finished();
    }
  }
}

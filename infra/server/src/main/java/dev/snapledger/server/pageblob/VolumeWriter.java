package dev.snapledger.server.pageblob;

import dev.snapledger.blockstore.api.BlockStore;
import dev.snapledger.blockstore.api.VolumeId;
import dev.snapledger.server.pageblob.DiskRevisions.Revision;
import java.time.InstantSource;
import java.util.concurrent.locks.Lock;
import org.jspecify.annotations.Nullable;

/** Writes to volumes, and gives each state a tag. Safe for use by many threads. */
final class VolumeWriter {
  private final DiskRevisions revisions;
  private final BlockHold hold;
  private final InstantSource time;

  VolumeWriter(DiskRevisions revisions, BlockHold hold, InstantSource time) {
    this.revisions = revisions;
    this.hold = hold;
    this.time = time;
  }

  /** Changes a volume; not at all if there is nothing to change. */
  @FunctionalInterface
  interface Change {
    void apply(BlockStore store, VolumeId volume);
  }

  /**
   * Makes a change durable under conditions.
   *
   * @param change null to check the conditions alone
   * @return the revision after it
   * @throws PageBlobException if the conditions are not met
   */
  Revision write(Blob disk, Conditions conditions, @Nullable Change change) {
    Lock lock = conditions.none() ? revisions.together(disk.id()) : revisions.alone(disk.id());
    lock.lock();
    try {
      if (change == null) { // A change finds out by itself.
        hold.require();
      }
      Revision before = revisions.of(disk.id());
      conditions.check(
          revisions.etag(before, disk.diskBytes()), before.time(), ErrorCode.CONDITION_NOT_MET);
      return change == null ? before : changed(disk, change);
    } finally {
      lock.unlock();
    }
  }

  private Revision changed(Blob disk, Change change) {
    if (!(disk.content() instanceof BlobContent.OfVolume(BlockStore store, VolumeId volume))) {
      throw ErrorCode.AUTHORIZATION_PERMISSION_MISMATCH.refusal(
          "expected a disk to be written, but found a snapshot");
    }
    revisions.next(disk.id(), time.instant());
    try {
      change.apply(store, volume);
      store.flush(volume);
    } catch (RuntimeException e) {
      revisions.next(disk.id(), time.instant());
      throw e;
    }
    return revisions.next(disk.id(), time.instant());
  }
}

package dev.snapledger.workers;

import dev.snapledger.blockstore.api.BlockStore;
import dev.snapledger.blockstore.api.Cursor;
import dev.snapledger.blockstore.api.HydrationProgress;
import dev.snapledger.blockstore.api.VolumeState;
import dev.snapledger.blockstore.geometry.Geometry;
import dev.snapledger.blockstore.geometry.PageRange;
import dev.snapledger.projections.work.WorkItem.FillVolume;
import java.time.Duration;

/**
 * Fills a disk from the snapshot it was made of, chunk by chunk, under a lease.
 *
 * <p>How far it is is known to the store alone, so a worker that takes over goes on from there.
 */
final class FillTask implements WorkTask {
  /** Longest pause in one go, so that a higher limit, or a deleted disk, is noticed soon. */
  static final Duration PAUSE_MAX = Duration.ofSeconds(1);

  /** Reports of progress of one disk, at most about so many. */
  static final int REPORTS_MAX = 20;

  private final FillVolume item;
  private final Regions regions;
  private final CopyRate rate;
  private final WorkersSettings.Copying settings;
  private final CopyLease lease;
  private long doneBytes;
  private long reportedBytes;

  FillTask(
      FillVolume item,
      Regions regions,
      CopyRate rate,
      WorkersSettings.Copying settings,
      CopyLease lease) {
    this.item = item;
    this.regions = regions;
    this.rate = rate;
    this.settings = settings;
    this.lease = lease;
  }

  @Override
  public Step step() {
    Step refused = lease.hold();
    if (refused != null) {
      return refused;
    }
    Duration pause = rate.pause();
    if (!pause.isZero()) {
      return new Step.Again(pause.compareTo(PAUSE_MAX) < 0 ? pause : PAUSE_MAX);
    }
    BlockStore store = regions.store(item.region());
    VolumeState volume = store.findVolume(Volumes.volume(item.diskId()));
    if (volume == null) {
      // Making it is the item before this one, which ends without a volume only if it is given up.
      return new Step.Refused(
          "expected the volume of disk %s, but it could not be made of snapshot %s"
              .formatted(item.diskId(), item.sourceSnapshotId()));
    }
    return volume.source() == null ? lease.complete(item.totalBytes()) : advance(store, volume);
  }

  private Step advance(BlockStore store, VolumeState volume) {
    long chunkBytes = chunkBytes();
    HydrationProgress progress = store.hydrate(volume.volume(), chunkBytes);
    rate.spend(readBytes(store, progress, chunkBytes));
    doneBytes = progress.doneBytes();
    if (progress.done()) {
      return lease.complete(item.totalBytes());
    }
    long reportBytes = Math.max(settings.progressBytesMin(), item.totalBytes() / REPORTS_MAX);
    if (doneBytes - reportedBytes < reportBytes) {
      return new Step.Again(Duration.ZERO);
    }
    reportedBytes = doneBytes;
    Step refused = lease.report(Math.min(doneBytes, item.totalBytes()));
    return refused != null ? refused : new Step.Turn();
  }

  /** A quarter of a second's worth, so that a low limit is kept evenly; whole blocks. */
  private long chunkBytes() {
    long paced = rate.bytesPerSecondMax() / 4 / Geometry.BLOCK_BYTES * Geometry.BLOCK_BYTES;
    return Math.max(Geometry.BLOCK_BYTES, Math.min(paced, settings.chunkBytesMax()));
  }

  /**
   * Bytes the store read: whole blocks with data that were passed. Holes are passed without
   * reading, so they cost nothing, and one chunk may pass any number of them. A task that takes
   * over does not know where it began, so its first chunk may count as a full one.
   */
  private long readBytes(BlockStore store, HydrationProgress progress, long chunkBytes) {
    long end = Math.min(progress.doneBytes(), progress.totalBytes());
    if (doneBytes >= end) {
      return 0;
    }
    Cursor<PageRange> read =
        store.allocated(Volumes.image(item.sourceSnapshotId()), new PageRange(doneBytes, end));
    long bytes = 0;
    int next = 0;
    while (read.hasNext() && bytes < chunkBytes) {
      PageRange range = read.next();
      int first = Math.max(next, Geometry.blockOf(range.startByte()));
      next = Geometry.blocksOf(range.endByte());
      bytes += (long) (next - first) * Geometry.BLOCK_BYTES;
    }
    return Math.min(bytes, chunkBytes);
  }

  @Override
  public Step giveUp(String reason) {
    Step refused = lease.hold();
    return refused != null ? refused : lease.fail(reason);
  }

  @Override
  public void abandon() {
    lease.release();
  }
}

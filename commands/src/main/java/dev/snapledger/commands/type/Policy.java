package dev.snapledger.commands.type;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The limits and regions in force; part of the log, so that a replay decides as the original did.
 *
 * @param name name, such as azure-2019-preview
 * @param version version of that name, from 1
 * @param snapshotRateMax incremental snapshots of one disk accepted in any window
 * @param snapshotRateWindowSeconds length of that sliding window in seconds
 * @param snapshotCountMax incremental snapshots of one disk that exist at any moment, counted per
 *     region
 * @param sasSnapshotsMax snapshots of one family with an active SAS at any moment
 * @param incrementalAfterResize whether a resized disk may have further incremental snapshots
 * @param diffResizeBoundaryBytes A diff of two snapshots whose sizes lie on different sides of this
 *     size is refused; null for no such boundary
 * @param regions the regions resources can be in
 */
public record Policy(
    String name,
    int version,
    int snapshotRateMax,
    long snapshotRateWindowSeconds,
    int snapshotCountMax,
    int sasSnapshotsMax,
    IncrementalAfterResize incrementalAfterResize,
    @Nullable Long diffResizeBoundaryBytes,
    List<Region> regions) {
  public Policy {
    regions = List.copyOf(regions);
  }
}

package dev.snapledger.workers;

import dev.snapledger.blockstore.transfer.Progress;
import dev.snapledger.commands.command.ReportSnapshotCopyProgress;
import dev.snapledger.commands.entity.FamilySnapshot;
import dev.snapledger.projections.work.WorkItem.CopyToRegion;

/**
 * Tells the ledger how far a copy to another region is: once a step at most, and never after less
 * than so many bytes.
 *
 * <p>Nobody waits for the answers: a report that is lost is made good by the next, and one that
 * comes too late is refused. The end is not reported, for completing the copy says it. For one
 * thread at a time.
 */
final class CopyReports implements Progress {
  private final CopyToRegion item;
  private final CommandDoor door;
  private final Stop stop;
  private final long bytesMin;
  private int step;
  private long reportedBytes;

  /** None was sent yet; {@code bytesMin} bytes are between two of them. */
  CopyReports(CopyToRegion item, CommandDoor door, Stop stop, long bytesMin) {
    this.item = item;
    this.door = door;
    this.stop = stop;
    this.bytesMin = bytesMin;
  }

  @Override
  public void advanced(long doneBytes, long totalBytes) {
    stop.check();
    int reached = FamilySnapshot.copyStep(doneBytes, totalBytes);
    if (reached > step && doneBytes - reportedBytes >= bytesMin && doneBytes < totalBytes) {
      step = reached;
      reportedBytes = doneBytes;
      door.sendLast(report(doneBytes, totalBytes));
    }
  }

  /** The same report after a restart is the same command, and changes nothing. */
  private ReportSnapshotCopyProgress report(long doneBytes, long totalBytes) {
    return new ReportSnapshotCopyProgress(
        CommandDoor.header(
            item, "report-snapshot-copy-progress/%d/%d".formatted(doneBytes, totalBytes)),
        item.familyId(),
        item.snapshotId(),
        doneBytes,
        totalBytes);
  }
}

package dev.snapledger.projections.copy;

import dev.snapledger.commands.id.SubscriptionId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A copy that is under way.
 *
 * @param subscriptionId subscription of source and target
 * @param kind what is copied into what
 * @param targetId identity of the disk or snapshot that is made
 * @param sourceId identity of the disk or snapshot it is made of
 * @param region region of the target
 * @param totalBytes size of the source in bytes; of a copy to another region, from its first report
 *     on, the bytes that may have to be moved
 * @param copiedBytes bytes of those that are there so far; 0 for kinds that do not tell
 * @param startedAt when it was accepted
 * @param lease who fills the disk; null while nobody does, and for other kinds
 */
public record CopyRow(
    SubscriptionId subscriptionId,
    CopyKind kind,
    UUID targetId,
    UUID sourceId,
    String region,
    long totalBytes,
    long copiedBytes,
    Instant startedAt,
    @Nullable LeaseRow lease) {
  /** How much is there, in percent. */
  public double percent() {
    return totalBytes == 0 ? 0 : copiedBytes * 100.0 / totalBytes;
  }

  CopyRow to(String newRegion, long newTotalBytes) {
    return new CopyRow(
        subscriptionId,
        kind,
        targetId,
        sourceId,
        newRegion,
        newTotalBytes,
        copiedBytes,
        startedAt,
        lease);
  }

  CopyRow progressed(long newCopiedBytes, long newTotalBytes) {
    return new CopyRow(
        subscriptionId,
        kind,
        targetId,
        sourceId,
        region,
        newTotalBytes,
        newCopiedBytes,
        startedAt,
        lease);
  }

  CopyRow with(@Nullable LeaseRow newLease) {
    return new CopyRow(
        subscriptionId,
        kind,
        targetId,
        sourceId,
        region,
        totalBytes,
        copiedBytes,
        startedAt,
        newLease);
  }
}

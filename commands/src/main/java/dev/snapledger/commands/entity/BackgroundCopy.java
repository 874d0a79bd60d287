package dev.snapledger.commands.entity;

import dev.snapledger.commands.id.FamilyId;
import dev.snapledger.commands.id.SnapshotId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The filling of a disk that was made of a snapshot. A disk that is full has none.
 *
 * @param sourceSnapshotId the snapshot it reads
 * @param sourceFamilyId its family; null for a full snapshot
 * @param totalBytes size of the snapshot in bytes
 * @param copiedBytes bytes filled so far
 * @param state whether it goes on or was given up
 * @param leaseHolder the worker that may fill the disk; null when nobody holds the lease
 * @param leaseEpoch epoch of the newest lease; 0 before the first
 * @param leaseExpiresAt first instant at which another worker may take the lease
 */
public record BackgroundCopy(
    SnapshotId sourceSnapshotId,
    @Nullable FamilyId sourceFamilyId,
    long totalBytes,
    long copiedBytes,
    State state,
    @Nullable String leaseHolder,
    long leaseEpoch,
    @Nullable Instant leaseExpiresAt) {

  /** Whether a background copy goes on. */
  public enum State {
    UNFINISHED,
    FAILED
  }

  static BackgroundCopy started(
      SnapshotId source, @Nullable FamilyId sourceFamily, long totalBytes) {
    return new BackgroundCopy(source, sourceFamily, totalBytes, 0, State.UNFINISHED, null, 0, null);
  }

  BackgroundCopy leased(String holder, long epoch, Instant expiresAt) {
    return new BackgroundCopy(
        sourceSnapshotId, sourceFamilyId, totalBytes, copiedBytes, state, holder, epoch, expiresAt);
  }

  BackgroundCopy released() {
    return new BackgroundCopy(
        sourceSnapshotId, sourceFamilyId, totalBytes, copiedBytes, state, null, leaseEpoch, null);
  }

  BackgroundCopy progressed(long newCopiedBytes) {
    return new BackgroundCopy(
        sourceSnapshotId,
        sourceFamilyId,
        totalBytes,
        newCopiedBytes,
        state,
        leaseHolder,
        leaseEpoch,
        leaseExpiresAt);
  }

  BackgroundCopy failed() {
    return new BackgroundCopy(
        sourceSnapshotId,
        sourceFamilyId,
        totalBytes,
        copiedBytes,
        State.FAILED,
        null,
        leaseEpoch,
        null);
  }
}

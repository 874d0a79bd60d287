package dev.snapledger.projections.disk;

import org.jspecify.annotations.Nullable;

/**
 * The filling of a disk made of a snapshot.
 *
 * @param state how far it is
 * @param totalBytes size of the snapshot in bytes
 * @param copiedBytes bytes filled so far
 * @param failure why it failed, for people; null unless it did
 */
public record BackgroundCopy(
    BackgroundCopyState state, long totalBytes, long copiedBytes, @Nullable String failure) {
  BackgroundCopy progressed(long bytes) {
    return new BackgroundCopy(state, totalBytes, bytes, failure);
  }

  BackgroundCopy completed(long bytes) {
    return new BackgroundCopy(BackgroundCopyState.COMPLETED, totalBytes, bytes, null);
  }

  BackgroundCopy failed(String reason) {
    return new BackgroundCopy(BackgroundCopyState.FAILED, totalBytes, copiedBytes, reason);
  }
}

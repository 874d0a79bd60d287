package dev.snapledger.commands.entity;

import dev.snapledger.commands.id.SnapshotId;
import dev.snapledger.commands.type.ResourceName;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An incremental snapshot of a family, or a copy of one in another region.
 *
 * @param snapshotId the snapshot
 * @param sequence its place in the family, from 1
 * @param name its name
 * @param region its region
 * @param sizeBytes size of the disk at its point in time, in bytes
 * @param sourceSnapshotId the snapshot it is a copy of; null when it was taken of the disk
 * @param state how far it is
 * @param tags its tags
 * @param readers unfinished work that reads it
 * @param copyStep how much of a copy was told to be there, of {@link #COPY_STEPS_MAX}; 0 if nothing
 */
public record FamilySnapshot(
    SnapshotId snapshotId,
    int sequence,
    ResourceName name,
    String region,
    long sizeBytes,
    @Nullable SnapshotId sourceSnapshotId,
    SnapshotState state,
    Map<String, String> tags,
    List<Reader> readers,
    int copyStep) {
  /** Steps that the progress of a copy has, and so the most events that tell it. */
  public static final int COPY_STEPS_MAX = 20;

  public FamilySnapshot {
    tags = Map.copyOf(tags);
    readers = List.copyOf(readers);
  }

  /** Whether it is a copy from another region, not taken of the disk. */
  public boolean copied() {
    return sourceSnapshotId != null;
  }

  /** The step that so many bytes reach; {@code totalBytes} is more than 0. */
  public static int copyStep(long copiedBytes, long totalBytes) {
    return (int) (copiedBytes * COPY_STEPS_MAX / totalBytes);
  }

  FamilySnapshot withCopyStep(long copiedBytes, long totalBytes) {
    return with(name, state, tags, readers, copyStep(copiedBytes, totalBytes));
  }

  /** As it is after its end; how far it was is told no more. */
  FamilySnapshot ended(SnapshotState newState) {
    return with(name, newState, tags, readers, 0);
  }

  FamilySnapshot withTags(Map<String, String> newTags) {
    return with(name, state, newTags, readers, copyStep);
  }

  FamilySnapshot withName(ResourceName newName) {
    return with(newName, state, tags, readers, copyStep);
  }

  FamilySnapshot withReaders(List<Reader> newReaders) {
    return with(name, state, tags, newReaders, copyStep);
  }

  /** The same snapshot, with all of what can change. */
  private FamilySnapshot with(
      ResourceName newName,
      SnapshotState newState,
      Map<String, String> newTags,
      List<Reader> newReaders,
      int newCopyStep) {
    return new FamilySnapshot(
        snapshotId,
        sequence,
        newName,
        region,
        sizeBytes,
        sourceSnapshotId,
        newState,
        newTags,
        newReaders,
        newCopyStep);
  }
}

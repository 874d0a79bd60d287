package dev.snapledger.commands.entity;

import dev.snapledger.commands.id.FamilyId;
import dev.snapledger.commands.id.SnapshotId;
import dev.snapledger.commands.type.ResourceName;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A full snapshot.
 *
 * @param key its subscription and id
 * @param name its name
 * @param facts what never changes
 * @param tags its tags
 * @param state how far it is
 * @param storedBytes bytes it takes in its store; 0 until it is completed
 * @param rootDigest digest over its content; empty until it is completed
 * @param readers unfinished work that reads it
 * @param grants shared access to it; expired ones leave at the next event
 * @param move its way to another subscription; null when it stays
 * @param eventSequence number of the newest event of its history
 */
public record FullSnapshot(
    FullSnapshotKey key,
    ResourceName name,
    Facts facts,
    Map<String, String> tags,
    SnapshotState state,
    long storedBytes,
    String rootDigest,
    List<Reader> readers,
    List<Grant> grants,
    @Nullable Move move,
    long eventSequence)
    implements Entity {

  /**
   * What never changes of a full snapshot.
   *
   * @param region its region
   * @param sku its storage tier
   * @param sizeBytes its size in bytes
   * @param createdAt when it was accepted
   * @param sourceFamilyId family of the disk or incremental snapshot it is made of, if any
   * @param sourceSnapshotId the snapshot it is made of, if any
   */
  public record Facts(
      String region,
      String sku,
      long sizeBytes,
      Instant createdAt,
      @Nullable FamilyId sourceFamilyId,
      @Nullable SnapshotId sourceSnapshotId) {}

  public FullSnapshot {
    tags = Map.copyOf(tags);
    readers = List.copyOf(readers);
    grants = List.copyOf(grants);
  }

  /** The grants that are active. */
  public List<Grant> activeGrants(Instant now) {
    return Grant.activeOf(grants, now);
  }

  FullSnapshot withEventSequence(long sequence) {
    return new FullSnapshot(
        key, name, facts, tags, state, storedBytes, rootDigest, readers, grants, move, sequence);
  }

  FullSnapshot withName(ResourceName newName) {
    return new FullSnapshot(
        key,
        newName,
        facts,
        tags,
        state,
        storedBytes,
        rootDigest,
        readers,
        grants,
        move,
        eventSequence);
  }

  FullSnapshot withTags(Map<String, String> newTags) {
    return new FullSnapshot(
        key,
        name,
        facts,
        newTags,
        state,
        storedBytes,
        rootDigest,
        readers,
        grants,
        move,
        eventSequence);
  }

  FullSnapshot completed(long newStoredBytes, String newRootDigest) {
    return new FullSnapshot(
        key,
        name,
        facts,
        tags,
        SnapshotState.COMPLETED,
        newStoredBytes,
        newRootDigest,
        readers,
        grants,
        move,
        eventSequence);
  }

  FullSnapshot failed() {
    return new FullSnapshot(
        key,
        name,
        facts,
        tags,
        SnapshotState.FAILED,
        storedBytes,
        rootDigest,
        readers,
        grants,
        move,
        eventSequence);
  }

  FullSnapshot withReaders(List<Reader> newReaders) {
    return new FullSnapshot(
        key,
        name,
        facts,
        tags,
        state,
        storedBytes,
        rootDigest,
        newReaders,
        grants,
        move,
        eventSequence);
  }

  FullSnapshot withGrants(List<Grant> newGrants) {
    return new FullSnapshot(
        key,
        name,
        facts,
        tags,
        state,
        storedBytes,
        rootDigest,
        readers,
        newGrants,
        move,
        eventSequence);
  }

  FullSnapshot withMove(@Nullable Move newMove) {
    return new FullSnapshot(
        key,
        name,
        facts,
        tags,
        state,
        storedBytes,
        rootDigest,
        readers,
        grants,
        newMove,
        eventSequence);
  }
}

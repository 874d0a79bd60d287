package dev.snapledger.commands.entity;

import dev.snapledger.commands.id.FamilyId;
import dev.snapledger.commands.id.SnapshotId;
import dev.snapledger.commands.type.ResourceName;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
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
    return changed(draft -> draft.eventSequence = sequence);
  }

  FullSnapshot withName(ResourceName newName) {
    return changed(draft -> draft.name = newName);
  }

  FullSnapshot withTags(Map<String, String> newTags) {
    return changed(draft -> draft.tags = newTags);
  }

  FullSnapshot completed(long newStoredBytes, String newRootDigest) {
    return changed(
        draft -> {
          draft.state = SnapshotState.COMPLETED;
          draft.storedBytes = newStoredBytes;
          draft.rootDigest = newRootDigest;
        });
  }

  FullSnapshot failed() {
    return changed(draft -> draft.state = SnapshotState.FAILED);
  }

  FullSnapshot withReaders(List<Reader> newReaders) {
    return changed(draft -> draft.readers = newReaders);
  }

  FullSnapshot withGrants(List<Grant> newGrants) {
    return changed(draft -> draft.grants = newGrants);
  }

  FullSnapshot withMove(@Nullable Move newMove) {
    return changed(draft -> draft.move = newMove);
  }

  private FullSnapshot changed(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return draft.finish();
  }

  /** All that changes, while one change is made. */
  private static final class Draft {
    private final FullSnapshot before;
    private ResourceName name;
    private Map<String, String> tags;
    private SnapshotState state;
    private long storedBytes;
    private String rootDigest;
    private List<Reader> readers;
    private List<Grant> grants;
    private @Nullable Move move;
    private long eventSequence;

    Draft(FullSnapshot before) {
      this.before = before;
      this.name = before.name;
      this.tags = before.tags;
      this.state = before.state;
      this.storedBytes = before.storedBytes;
      this.rootDigest = before.rootDigest;
      this.readers = before.readers;
      this.grants = before.grants;
      this.move = before.move;
      this.eventSequence = before.eventSequence;
    }

    FullSnapshot finish() {
      return new FullSnapshot(
          before.key,
          name,
          before.facts,
          tags,
          state,
          storedBytes,
          rootDigest,
          readers,
          grants,
          move,
          eventSequence);
    }
  }
}

package dev.snapledger.projections.blockmap;

import dev.snapledger.commands.blockmap.BlockMapPart;
import dev.snapledger.commands.id.FamilyId;
import dev.snapledger.commands.id.SnapshotId;
import dev.snapledger.commands.id.SubscriptionId;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What one snapshot changed, as published: a layer on top of its parent's.
 *
 * <p>It is complete when all its parts are there and fit together, and then never changes. What is
 * published again and is the same changes nothing; what differs is counted as a conflict, and taken
 * only while the layer is not complete.
 *
 * @param subscriptionId subscription it was published in
 * @param snapshotId the snapshot
 * @param familyId its family; null for a full snapshot
 * @param region its region
 * @param parentSnapshotId the snapshot whose layer is below; null when it stands alone
 * @param sizeBytes size of the snapshot in bytes
 * @param parts number of its parts
 * @param partsFound number of parts that are there
 * @param entries number of entries in the parts that are there
 * @param complete whether it is complete
 * @param conflicts how often something was published that cannot be, or differs from before
 * @param firstConflict the first of these, for people
 */
public record BlockMapLayer(
    SubscriptionId subscriptionId,
    SnapshotId snapshotId,
    @Nullable FamilyId familyId,
    String region,
    @Nullable SnapshotId parentSnapshotId,
    long sizeBytes,
    int parts,
    int partsFound,
    long entries,
    boolean complete,
    long conflicts,
    @Nullable String firstConflict) {
  /** A layer of which nothing is there yet. */
  static BlockMapLayer of(BlockMapPart part, long conflicts, @Nullable String firstConflict) {
    return new BlockMapLayer(
        part.subscriptionId(),
        part.snapshotId(),
        part.familyId(),
        part.region(),
        part.parentSnapshotId(),
        part.sizeBytes(),
        part.parts(),
        0,
        0,
        false,
        conflicts,
        firstConflict);
  }

  /** Whether a part says the same of the layer as a whole. */
  boolean sameShape(BlockMapPart part) {
    return Objects.equals(familyId, part.familyId())
        && region.equals(part.region())
        && Objects.equals(parentSnapshotId, part.parentSnapshotId())
        && sizeBytes == part.sizeBytes()
        && parts == part.parts();
  }

  BlockMapLayer withParts(int newPartsFound, long newEntries, boolean newComplete) {
    return new BlockMapLayer(
        subscriptionId,
        snapshotId,
        familyId,
        region,
        parentSnapshotId,
        sizeBytes,
        parts,
        newPartsFound,
        newEntries,
        newComplete,
        conflicts,
        firstConflict);
  }

  BlockMapLayer withConflict(String conflict) {
    return new BlockMapLayer(
        subscriptionId,
        snapshotId,
        familyId,
        region,
        parentSnapshotId,
        sizeBytes,
        parts,
        partsFound,
        entries,
        complete,
        conflicts + 1,
        firstConflict == null ? conflict : firstConflict);
  }
}

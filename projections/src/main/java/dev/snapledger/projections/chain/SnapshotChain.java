package dev.snapledger.projections.chain;

import dev.snapledger.commands.id.FamilyId;
import dev.snapledger.projections.disk.DiskRow;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All snapshots a family ever had, in all regions.
 *
 * @param familyId the family
 * @param disk its disk, also after that was deleted; null if it was never seen
 * @param entries the snapshots by sequence, failed and deleted ones among them
 */
public record SnapshotChain(FamilyId familyId, @Nullable DiskRow disk, List<ChainEntry> entries) {
  public SnapshotChain {
    entries = List.copyOf(entries);
  }
}

package dev.snapledger.commands.event;

import dev.snapledger.commands.id.FamilyId;
import dev.snapledger.commands.id.SnapshotId;
import dev.snapledger.commands.type.EventHeader;
import dev.snapledger.commands.type.ResourceName;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An incremental snapshot was accepted; its bytes are being sealed.
 *
 * @param header cause, time, subscription
 * @param snapshotId the snapshot
 * @param familyId its family
 * @param sequence its place in the family, from 1, over all regions
 * @param name its name
 * @param region its region
 * @param sku storage tier
 * @param sizeBytes size in bytes
 * @param parentSnapshotId the newest snapshot of the family in the region that was not failed or
 *     deleted, if any
 * @param tags its tags
 */
public record IncrementalSnapshotStarted(
    EventHeader header,
    SnapshotId snapshotId,
    FamilyId familyId,
    int sequence,
    ResourceName name,
    String region,
    String sku,
    long sizeBytes,
    @Nullable SnapshotId parentSnapshotId,
    Map<String, String> tags)
    implements SnapshotEvent {
  public IncrementalSnapshotStarted {
    tags = Map.copyOf(tags);
  }
}

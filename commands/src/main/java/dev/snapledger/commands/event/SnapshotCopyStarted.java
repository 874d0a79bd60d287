package dev.snapledger.commands.event;

import dev.snapledger.commands.id.FamilyId;
import dev.snapledger.commands.id.SnapshotId;
import dev.snapledger.commands.type.EventHeader;
import dev.snapledger.commands.type.ResourceName;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A copy to another region was accepted.
 *
 * @param header cause, time, subscription
 * @param snapshotId the copy
 * @param familyId family of source and copy
 * @param sequence its place in the family
 * @param name its name
 * @param region region of the copy
 * @param sku storage tier
 * @param sizeBytes size in bytes
 * @param sourceSnapshotId the snapshot that is copied
 * @param sourceRegion region of that snapshot
 * @param baseSnapshotId the newest copy of the family in the target region that was not failed or
 *     deleted, if any
 * @param baseSourceSnapshotId the snapshot which that copy is a copy of, if any
 * @param tags its tags
 */
public record SnapshotCopyStarted(
    EventHeader header,
    SnapshotId snapshotId,
    FamilyId familyId,
    int sequence,
    ResourceName name,
    String region,
    String sku,
    long sizeBytes,
    SnapshotId sourceSnapshotId,
    String sourceRegion,
    @Nullable SnapshotId baseSnapshotId,
    @Nullable SnapshotId baseSourceSnapshotId,
    Map<String, String> tags)
    implements SnapshotEvent {
  public SnapshotCopyStarted {
    tags = Map.copyOf(tags);
  }
}

package dev.snapledger.commands.event;

import dev.snapledger.commands.id.DiskId;
import dev.snapledger.commands.id.FamilyId;
import dev.snapledger.commands.id.SnapshotId;
import dev.snapledger.commands.type.EventHeader;
import dev.snapledger.commands.type.ResourceName;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A full snapshot was accepted; its bytes are being copied.
 *
 * @param header cause, time, subscription
 * @param snapshotId the snapshot
 * @param name its name
 * @param region its region
 * @param sku storage tier
 * @param sizeBytes size in bytes
 * @param sourceDiskId the disk it is made of, if any
 * @param sourceSnapshotId the snapshot it is made of, if any
 * @param sourceFamilyId family of that disk or incremental snapshot, if any
 * @param tags its tags
 */
public record FullSnapshotStarted(
    EventHeader header,
    SnapshotId snapshotId,
    ResourceName name,
    String region,
    String sku,
    long sizeBytes,
    @Nullable DiskId sourceDiskId,
    @Nullable SnapshotId sourceSnapshotId,
    @Nullable FamilyId sourceFamilyId,
    Map<String, String> tags)
    implements SnapshotEvent {
  public FullSnapshotStarted {
    tags = Map.copyOf(tags);
  }
}

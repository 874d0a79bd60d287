package dev.snapledger.commands.event;

import dev.snapledger.commands.id.DiskId;
import dev.snapledger.commands.id.SnapshotId;
import dev.snapledger.commands.type.DiskOrigin;
import dev.snapledger.commands.type.EventHeader;
import dev.snapledger.commands.type.ResourceName;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A disk exists.
 *
 * @param header cause, time, subscription
 * @param diskId the disk; also the id of its family
 * @param name its name
 * @param region its region
 * @param sku its storage tier
 * @param sizeBytes its size in bytes
 * @param origin what it was made of
 * @param sourceSnapshotId the snapshot it was made of, if any
 * @param tags its tags
 */
public record DiskCreated(
    EventHeader header,
    DiskId diskId,
    ResourceName name,
    String region,
    String sku,
    long sizeBytes,
    DiskOrigin origin,
    @Nullable SnapshotId sourceSnapshotId,
    Map<String, String> tags)
    implements DiskEvent {
  public DiskCreated {
    tags = Map.copyOf(tags);
  }
}

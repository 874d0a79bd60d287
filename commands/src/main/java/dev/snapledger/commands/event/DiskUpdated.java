package dev.snapledger.commands.event;

import dev.snapledger.commands.id.DiskId;
import dev.snapledger.commands.type.EventHeader;
import java.util.Map;

/**
 * The storage tier and tags of a disk are these now.
 *
 * @param header cause, time, subscription
 * @param diskId the disk
 * @param sku storage tier
 * @param tags tags
 */
public record DiskUpdated(EventHeader header, DiskId diskId, String sku, Map<String, String> tags)
    implements DiskEvent {
  public DiskUpdated {
    tags = Map.copyOf(tags);
  }
}

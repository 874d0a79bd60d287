package dev.snapledger.commands.command;

import dev.snapledger.commands.type.CommandHeader;
import dev.snapledger.commands.type.DiskOrigin;
import dev.snapledger.commands.type.ResourceName;
import java.util.Map;

/**
 * Create an empty disk, or one to be filled by an upload.
 *
 * @param header command id, subscription, principal
 * @param name name of the new disk
 * @param region region of the new disk
 * @param sku storage tier: Standard_LRS, StandardSSD_LRS, Premium_LRS or UltraSSD_LRS
 * @param sizeGib size in GiB, 1 to 32767
 * @param origin EMPTY or UPLOAD
 * @param tags tags of the disk
 */
public record CreateDisk(
    CommandHeader header,
    ResourceName name,
    String region,
    String sku,
    long sizeGib,
    DiskOrigin origin,
    Map<String, String> tags)
    implements DiskCommand {
  public CreateDisk {
    tags = Map.copyOf(tags);
  }
}

package dev.snapledger.commands.command;

import dev.snapledger.commands.type.CommandHeader;
import dev.snapledger.commands.type.ResourceName;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Change the storage tier or the tags of a disk.
 *
 * @param header command id, subscription, principal
 * @param name name of the disk
 * @param sku new storage tier; null to keep it
 * @param tags new tags, replacing all; null to keep them
 */
public record UpdateDisk(
    CommandHeader header,
    ResourceName name,
    @Nullable String sku,
    @Nullable Map<String, String> tags)
    implements DiskCommand {
  public UpdateDisk {
    tags = tags == null ? null : Map.copyOf(tags);
  }
}

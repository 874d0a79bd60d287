package dev.snapledger.commands.command;

import dev.snapledger.commands.type.CommandHeader;
import dev.snapledger.commands.type.ResourceName;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Create a disk with the content of a snapshot, usable at once and filled by a background copy.
 *
 * @param header command id, subscription, principal
 * @param name name of the new disk
 * @param sourceSnapshot name of the snapshot, in the same subscription
 * @param region region of the disk; null for that of the snapshot, which it must equal
 * @param sku storage tier of the disk
 * @param sizeGib size in GiB, at least that of the snapshot; null for the same size
 * @param tags tags of the disk
 */
public record CreateDiskFromSnapshot(
    CommandHeader header,
    ResourceName name,
    ResourceName sourceSnapshot,
    @Nullable String region,
    String sku,
    @Nullable Long sizeGib,
    Map<String, String> tags)
    implements DiskCommand {
  public CreateDiskFromSnapshot {
    tags = Map.copyOf(tags);
  }
}

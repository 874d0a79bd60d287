package dev.snapledger.commands.command;

import dev.snapledger.commands.type.CommandHeader;
import dev.snapledger.commands.type.DiskRef;
import dev.snapledger.commands.type.ResourceName;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Take a snapshot that stores only what changed since the previous one of the disk.
 *
 * @param header command id, subscription, principal
 * @param name name of the new snapshot, in the subscription of the disk
 * @param sourceDisk the disk
 * @param sku Standard_LRS or Standard_ZRS; null for ZRS where the region has zones, else LRS
 * @param tags tags of the snapshot
 */
public record CreateIncrementalSnapshot(
    CommandHeader header,
    ResourceName name,
    DiskRef sourceDisk,
    @Nullable String sku,
    Map<String, String> tags)
    implements SnapshotCommand {
  public CreateIncrementalSnapshot {
    tags = Map.copyOf(tags);
  }
}

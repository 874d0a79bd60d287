package dev.snapledger.commands.command;

import dev.snapledger.commands.type.CommandHeader;
import dev.snapledger.commands.type.ResourceName;
import dev.snapledger.commands.type.ResourceSelector;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Take a self-contained snapshot of a disk or of another snapshot.
 *
 * @param header command id, subscription, principal
 * @param name name of the new snapshot
 * @param source the disk or snapshot, in the same subscription
 * @param sku Standard_LRS or Premium_LRS; null for Standard_LRS
 * @param tags tags of the snapshot
 */
public record CreateFullSnapshot(
    CommandHeader header,
    ResourceName name,
    ResourceSelector source,
    @Nullable String sku,
    Map<String, String> tags)
    implements SnapshotCommand {
  public CreateFullSnapshot {
    tags = Map.copyOf(tags);
  }
}

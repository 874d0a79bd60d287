package dev.snapledger.commands.command;

import dev.snapledger.commands.type.CommandHeader;
import dev.snapledger.commands.type.ResourceName;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Copy an incremental snapshot to another region; only what the previous copy there lacks is moved.
 *
 * @param header command id, subscription, principal
 * @param name name of the copy
 * @param sourceSnapshot the incremental snapshot, in the same subscription
 * @param targetRegion region of the copy; not that of the source
 * @param sku as for CreateIncrementalSnapshot
 * @param tags tags of the copy
 */
public record CopySnapshot(
    CommandHeader header,
    ResourceName name,
    ResourceName sourceSnapshot,
    String targetRegion,
    @Nullable String sku,
    Map<String, String> tags)
    implements SnapshotCommand {
  public CopySnapshot {
    tags = Map.copyOf(tags);
  }
}

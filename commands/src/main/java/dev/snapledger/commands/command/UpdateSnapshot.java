package dev.snapledger.commands.command;

import dev.snapledger.commands.type.CommandHeader;
import dev.snapledger.commands.type.ResourceName;
import java.util.Map;

/**
 * Change the tags of a snapshot.
 *
 * @param header command id, subscription, principal
 * @param name name of the snapshot
 * @param tags new tags, replacing all
 */
public record UpdateSnapshot(CommandHeader header, ResourceName name, Map<String, String> tags)
    implements SnapshotCommand {
  public UpdateSnapshot {
    tags = Map.copyOf(tags);
  }
}

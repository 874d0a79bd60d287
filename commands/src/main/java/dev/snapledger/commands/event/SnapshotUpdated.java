package dev.snapledger.commands.event;

import dev.snapledger.commands.id.FamilyId;
import dev.snapledger.commands.id.SnapshotId;
import dev.snapledger.commands.type.EventHeader;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The tags of a snapshot are these now.
 *
 * @param header cause, time, subscription
 * @param familyId family of an incremental snapshot; null for a full snapshot
 * @param snapshotId the snapshot
 * @param tags tags
 */
public record SnapshotUpdated(
    EventHeader header,
    @Nullable FamilyId familyId,
    SnapshotId snapshotId,
    Map<String, String> tags)
    implements SnapshotEvent {
  public SnapshotUpdated {
    tags = Map.copyOf(tags);
  }
}

package dev.snapledger.commands.command;

import dev.snapledger.commands.id.FamilyId;
import dev.snapledger.commands.id.SnapshotId;
import dev.snapledger.commands.type.CommandHeader;
import org.jspecify.annotations.Nullable;

/**
 * Worker: a snapshot cannot be completed.
 *
 * @param header command id, subscription, principal
 * @param familyId family of an incremental snapshot; null for a full snapshot
 * @param snapshotId the snapshot
 * @param reason why, for people
 */
public record FailSnapshot(
    CommandHeader header, @Nullable FamilyId familyId, SnapshotId snapshotId, String reason)
    implements SnapshotCommand {}

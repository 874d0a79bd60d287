package dev.snapledger.commands.command;

import dev.snapledger.commands.id.FamilyId;
import dev.snapledger.commands.id.SnapshotId;
import dev.snapledger.commands.type.CommandHeader;
import org.jspecify.annotations.Nullable;

/**
 * Worker: the bytes of a snapshot are durable.
 *
 * @param header command id, subscription, principal
 * @param familyId family of an incremental snapshot; null for a full snapshot
 * @param snapshotId the snapshot
 * @param changedBytes bytes that differ from the predecessor, in whole 4 KiB parts; for a full
 *     snapshot all bytes that hold data
 * @param storedBytes bytes the snapshot added to its store
 * @param movedBytes bytes sent between regions; 0 unless it is a copy
 * @param changedBlocks number of entries in the block map of the snapshot
 * @param blockMapParts number of records in the block-map topic that carry those entries
 * @param rootDigest digest over the content, as 64 lower-case hexadecimal digits
 */
public record CompleteSnapshot(
    CommandHeader header,
    @Nullable FamilyId familyId,
    SnapshotId snapshotId,
    long changedBytes,
    long storedBytes,
    long movedBytes,
    long changedBlocks,
    int blockMapParts,
    String rootDigest)
    implements SnapshotCommand {}

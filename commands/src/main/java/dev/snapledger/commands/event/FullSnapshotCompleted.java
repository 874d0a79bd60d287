package dev.snapledger.commands.event;

import dev.snapledger.commands.id.FamilyId;
import dev.snapledger.commands.id.SnapshotId;
import dev.snapledger.commands.type.EventHeader;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a full snapshot are durable.
 *
 * @param header cause, time, subscription
 * @param snapshotId the snapshot
 * @param sourceSnapshotId the snapshot it was made of, if any
 * @param sourceFamilyId family of its source, if any
 * @param changedBytes bytes that hold data, in whole 4 KiB parts
 * @param storedBytes bytes it added to the store
 * @param changedBlocks number of entries in its block map
 * @param blockMapParts number of block-map records that carry them
 * @param rootDigest digest over the content, hexadecimal
 */
public record FullSnapshotCompleted(
    EventHeader header,
    SnapshotId snapshotId,
    @Nullable SnapshotId sourceSnapshotId,
    @Nullable FamilyId sourceFamilyId,
    long changedBytes,
    long storedBytes,
    long changedBlocks,
    int blockMapParts,
    String rootDigest)
    implements SnapshotEvent {}

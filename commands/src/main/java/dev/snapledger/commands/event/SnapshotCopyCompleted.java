package dev.snapledger.commands.event;

import dev.snapledger.commands.id.FamilyId;
import dev.snapledger.commands.id.SnapshotId;
import dev.snapledger.commands.type.EventHeader;

/**
 * The bytes of a copy are durable in its region.
 *
 * @param header cause, time, subscription
 * @param snapshotId the copy
 * @param familyId its family
 * @param sourceSnapshotId the snapshot that was copied
 * @param changedBytes bytes changed since the base, in whole 4 KiB parts
 * @param storedBytes bytes it added to the store
 * @param movedBytes bytes that were sent between the regions
 * @param changedBlocks number of entries in its block map
 * @param blockMapParts number of block-map records that carry them
 * @param rootDigest digest over the content, hexadecimal
 */
public record SnapshotCopyCompleted(
    EventHeader header,
    SnapshotId snapshotId,
    FamilyId familyId,
    SnapshotId sourceSnapshotId,
    long changedBytes,
    long storedBytes,
    long movedBytes,
    long changedBlocks,
    int blockMapParts,
    String rootDigest)
    implements SnapshotEvent {}

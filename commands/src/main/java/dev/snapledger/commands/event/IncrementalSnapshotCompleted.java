package dev.snapledger.commands.event;

import dev.snapledger.commands.id.FamilyId;
import dev.snapledger.commands.id.SnapshotId;
import dev.snapledger.commands.type.EventHeader;

/**
 * The bytes of an incremental snapshot are durable.
 *
 * @param header cause, time, subscription
 * @param snapshotId the snapshot
 * @param familyId its family
 * @param changedBytes bytes changed since the predecessor, in whole 4 KiB parts
 * @param storedBytes bytes it added to the store
 * @param changedBlocks number of entries in its block map
 * @param blockMapParts number of block-map records that carry them
 * @param rootDigest digest over the content, hexadecimal
 */
public record IncrementalSnapshotCompleted(
    EventHeader header,
    SnapshotId snapshotId,
    FamilyId familyId,
    long changedBytes,
    long storedBytes,
    long changedBlocks,
    int blockMapParts,
    String rootDigest)
    implements SnapshotEvent {}

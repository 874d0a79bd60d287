package dev.snapledger.commands.event;

import dev.snapledger.commands.id.FamilyId;
import dev.snapledger.commands.id.SnapshotId;
import dev.snapledger.commands.type.EventHeader;

/**
 * So much of a copy to another region is there.
 *
 * @param header cause, time, subscription
 * @param snapshotId the copy
 * @param familyId family of source and copy
 * @param copiedBytes bytes that are there, of those that may have to be moved
 * @param totalBytes bytes that may have to be moved
 */
public record SnapshotCopyProgressed(
    EventHeader header, SnapshotId snapshotId, FamilyId familyId, long copiedBytes, long totalBytes)
    implements SnapshotEvent {}

package dev.snapledger.commands.command;

import dev.snapledger.commands.id.FamilyId;
import dev.snapledger.commands.id.SnapshotId;
import dev.snapledger.commands.type.CommandHeader;

/**
 * Worker: so much of a copy to another region is there.
 *
 * @param header command id, subscription, principal
 * @param familyId family of source and copy
 * @param snapshotId the copy
 * @param copiedBytes bytes that are there, of those that may have to be moved
 * @param totalBytes bytes that may have to be moved; at most the size of the snapshot
 */
public record ReportSnapshotCopyProgress(
    CommandHeader header,
    FamilyId familyId,
    SnapshotId snapshotId,
    long copiedBytes,
    long totalBytes)
    implements SnapshotCommand {}

package dev.snapledger.projections.diff;

import dev.snapledger.blockstore.api.Cursor;
import dev.snapledger.blockstore.api.DiffRange;
import dev.snapledger.commands.id.SnapshotId;

/**
 * What differs between two snapshots.
 *
 * @param from the snapshot to compare with
 * @param to the snapshot whose content is told
 * @param sizeBytes size of {@code to} in bytes
 * @param ranges changed ranges, ascending, in whole 4 KiB parts cut to what was asked for;
 *     neighbours differ in kind or do not touch; to be read once
 */
public record SnapshotDiff(
    SnapshotId from, SnapshotId to, long sizeBytes, Cursor<DiffRange> ranges) {}

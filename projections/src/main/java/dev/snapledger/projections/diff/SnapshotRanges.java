package dev.snapledger.projections.diff;

import dev.snapledger.blockstore.api.Cursor;
import dev.snapledger.blockstore.geometry.PageRange;
import dev.snapledger.commands.id.SnapshotId;

/**
 * Where a snapshot holds data.
 *
 * @param snapshotId the snapshot
 * @param sizeBytes its size in bytes
 * @param ranges ranges with data, ascending, never touching each other, in whole 4 KiB parts cut to
 *     what was asked for; to be read once
 */
public record SnapshotRanges(SnapshotId snapshotId, long sizeBytes, Cursor<PageRange> ranges) {}

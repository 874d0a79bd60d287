package dev.snapledger.commands.event;

/** Facts about snapshots. */
public sealed interface SnapshotEvent extends Event
    permits IncrementalSnapshotStarted,
        IncrementalSnapshotCompleted,
        FullSnapshotStarted,
        FullSnapshotCompleted,
        SnapshotCopyStarted,
        SnapshotCopyProgressed,
        SnapshotCopyCompleted,
        SnapshotFailed,
        SnapshotUpdated,
        SnapshotDeleted {}

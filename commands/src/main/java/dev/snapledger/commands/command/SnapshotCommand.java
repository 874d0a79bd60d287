package dev.snapledger.commands.command;

/** Commands about snapshots. */
public sealed interface SnapshotCommand extends Command
    permits CreateIncrementalSnapshot,
        CreateFullSnapshot,
        CopySnapshot,
        UpdateSnapshot,
        DeleteSnapshot,
        CompleteSnapshot,
        FailSnapshot,
        ReportSnapshotCopyProgress {}

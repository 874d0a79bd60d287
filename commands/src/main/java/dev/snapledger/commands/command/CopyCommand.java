package dev.snapledger.commands.command;

/** Commands of the workers that fill disks made of snapshots. */
public sealed interface CopyCommand extends Command
    permits AcquireCopyLease,
        ReleaseCopyLease,
        ReportCopyProgress,
        CompleteBackgroundCopy,
        FailBackgroundCopy {}

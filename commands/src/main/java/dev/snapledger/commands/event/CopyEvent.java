package dev.snapledger.commands.event;

/** Facts about filling disks made of snapshots. */
public sealed interface CopyEvent extends Event
    permits BackgroundCopyStarted,
        CopyLeaseAcquired,
        CopyLeaseReleased,
        BackgroundCopyProgressed,
        BackgroundCopyCompleted,
        BackgroundCopyFailed {}

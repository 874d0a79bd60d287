package dev.snapledger.commands.event;

/** Facts about disks. */
public sealed interface DiskEvent extends Event
    permits DiskCreated, DiskResized, DiskUpdated, DiskDeleted {}

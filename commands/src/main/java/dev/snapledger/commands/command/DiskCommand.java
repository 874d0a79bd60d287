package dev.snapledger.commands.command;

/** Commands about disks. */
public sealed interface DiskCommand extends Command
    permits CreateDisk, CreateDiskFromSnapshot, ResizeDisk, UpdateDisk, DeleteDisk {}

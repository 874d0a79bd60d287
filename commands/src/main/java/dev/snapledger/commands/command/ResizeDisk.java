package dev.snapledger.commands.command;

import dev.snapledger.commands.type.CommandHeader;
import dev.snapledger.commands.type.ResourceName;

/**
 * Make a disk larger.
 *
 * @param header command id, subscription, principal
 * @param name name of the disk
 * @param sizeGib new size in GiB; not smaller than the present one
 */
public record ResizeDisk(CommandHeader header, ResourceName name, long sizeGib)
    implements DiskCommand {}

package dev.snapledger.commands.command;

import dev.snapledger.commands.type.CommandHeader;
import dev.snapledger.commands.type.ResourceName;

/**
 * Delete a disk; its snapshots stay.
 *
 * @param header command id, subscription, principal
 * @param name name of the disk
 */
public record DeleteDisk(CommandHeader header, ResourceName name) implements DiskCommand {}

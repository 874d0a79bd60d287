package dev.snapledger.commands.command;

import dev.snapledger.commands.type.CommandHeader;
import dev.snapledger.commands.type.ResourceSelector;
import dev.snapledger.commands.type.SasAccess;

/**
 * Permit reading a snapshot, or reading or writing a disk, for a time.
 *
 * @param header command id, subscription, principal
 * @param resource the disk or snapshot
 * @param access READ, or WRITE for a disk
 * @param durationSeconds 1 to 31536000 (365 days)
 */
public record GrantSas(
    CommandHeader header, ResourceSelector resource, SasAccess access, long durationSeconds)
    implements SasCommand {}

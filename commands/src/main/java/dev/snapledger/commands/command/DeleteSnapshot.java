package dev.snapledger.commands.command;

import dev.snapledger.commands.type.CommandHeader;
import dev.snapledger.commands.type.ResourceName;

/**
 * Delete a snapshot; the other snapshots of the family stay readable.
 *
 * @param header command id, subscription, principal
 * @param name name of the snapshot
 */
public record DeleteSnapshot(CommandHeader header, ResourceName name) implements SnapshotCommand {}

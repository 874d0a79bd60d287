package dev.snapledger.commands.command;

import dev.snapledger.commands.type.CommandHeader;

/** Anything the ledger can be asked to do. */
public sealed interface Command
    permits CopyCommand, DiskCommand, MoveCommand, PolicyCommand, SasCommand, SnapshotCommand {

  /** What every command carries. */
  CommandHeader header();
}

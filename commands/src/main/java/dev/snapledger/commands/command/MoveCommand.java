package dev.snapledger.commands.command;

/** Commands that move a resource to another subscription or resource group. */
public sealed interface MoveCommand extends Command
    permits MoveResource, ReceiveResource, CompleteMove, FailMove {}

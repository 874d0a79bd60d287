package dev.snapledger.commands.command;

/** Commands about the limits in force. */
public sealed interface PolicyCommand extends Command permits AdoptPolicy {}

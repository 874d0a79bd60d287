package dev.snapledger.commands.command;

/** Commands about shared access. */
public sealed interface SasCommand extends Command permits GrantSas, RevokeSas {}

package dev.snapledger.commands.reply;

/** What became of a command. */
public sealed interface Outcome permits Accepted, Rejected {}

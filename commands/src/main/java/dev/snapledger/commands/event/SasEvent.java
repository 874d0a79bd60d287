package dev.snapledger.commands.event;

/** Facts about shared access. */
public sealed interface SasEvent extends Event permits SasGranted, SasRevoked {}

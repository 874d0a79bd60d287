package dev.snapledger.commands.event;

/** Facts about the limits in force. */
public sealed interface PolicyEvent extends Event permits PolicyAdopted {}

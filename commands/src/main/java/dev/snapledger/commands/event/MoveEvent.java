package dev.snapledger.commands.event;

/** Facts about moves. */
public sealed interface MoveEvent extends Event
    permits ResourceMoveStarted, ResourceReceived, ResourceMoved, ResourceMoveFailed {}

package dev.snapledger.commands.event;

import dev.snapledger.commands.type.EventHeader;

/** Any fact of the log. */
public sealed interface Event
    permits CopyEvent, DiskEvent, MoveEvent, PolicyEvent, SasEvent, SnapshotEvent {

  /** What every event carries. */
  EventHeader header();
}

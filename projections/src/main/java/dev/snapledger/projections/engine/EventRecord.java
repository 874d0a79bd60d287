package dev.snapledger.projections.engine;

import dev.snapledger.commands.event.Event;

/**
 * An event with its offset in its partition of the events topic.
 *
 * @param logOffset offset of the record
 * @param event what it says
 */
public record EventRecord(long logOffset, Event event) {}

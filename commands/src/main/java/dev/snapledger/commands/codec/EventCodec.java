package dev.snapledger.commands.codec;

import dev.snapledger.commands.event.Event;

/** Bytes of Event records. */
public final class EventCodec implements Codec<Event> {
  @Override
  public byte[] encode(Event value) {
    throw new UnsupportedOperationException("the mapping follows in the next commit");
  }

  @Override
  public Event decode(byte[] bytes) throws UndecodableException {
    throw new UnsupportedOperationException("the mapping follows in the next commit");
  }
}

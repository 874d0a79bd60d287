package dev.snapledger.commands.codec;

import dev.snapledger.commands.event.Event;

/** Bytes of events. Not safe for use by several threads at once. */
public final class EventCodec implements Codec<Event> {
  private static final RecordTypes TYPES = RecordTypes.of("event", Event.class);

  private final RecordCodec<Event> codec = new RecordCodec<>(Event.class, TYPES);

  @Override
  public byte[] encode(Event value) {
    return codec.encode(value);
  }

  @Override
  public Event decode(byte[] bytes) throws UndecodableException {
    return codec.decode(bytes);
  }
}

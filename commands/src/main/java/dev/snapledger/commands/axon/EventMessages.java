package dev.snapledger.commands.axon;

import dev.snapledger.commands.event.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.axonframework.common.IdentifierFactory;
import org.axonframework.messaging.core.MessageType;
import org.axonframework.messaging.core.MessageTypeResolver;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventhandling.GenericEventMessage;

/**
 * Wraps events for Axon. The time of a message is that of its event, never a clock's; the types are
 * resolved once. Thread-safe.
 */
final class EventMessages {
  private final ClassValue<MessageType> types;

  EventMessages(MessageTypeResolver resolver) {
    this.types =
        new ClassValue<>() {
          @Override
          protected MessageType computeValue(Class<?> event) {
            return resolver.resolveOrThrow(event);
          }
        };
  }

  List<EventMessage> of(List<Event> events) {
    List<EventMessage> messages = new ArrayList<>(events.size());
    for (Event event : events) {
      messages.add(
          new GenericEventMessage(
              IdentifierFactory.getInstance().generateIdentifier(),
              types.get(event.getClass()),
              event,
              Map.of(),
              event.header().time()));
    }
    return messages;
  }
}

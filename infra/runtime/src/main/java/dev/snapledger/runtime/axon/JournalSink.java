package dev.snapledger.runtime.axon;

import dev.snapledger.commands.event.Event;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.axonframework.common.infra.ComponentDescriptor;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventhandling.EventSink;
import org.jspecify.annotations.Nullable;

/** Axon's event sink: hands each event to the partition's journal at once, on the same thread. */
final class JournalSink implements EventSink {
  private static final CompletableFuture<Void> DONE = CompletableFuture.completedFuture(null);

  private final Consumer<Event> journal;

  JournalSink(Consumer<Event> journal) {
    this.journal = journal;
  }

  @Override
  public CompletableFuture<Void> publish(
      @Nullable ProcessingContext context, List<EventMessage> events) {
    for (EventMessage message : events) {
      if (!(message.payload() instanceof Event event)) {
        throw new IllegalArgumentException(
            "expected an event of the ledger, but found " + message.type());
      }
      journal.accept(event);
    }
    return DONE;
  }

  @Override
  public void describeTo(ComponentDescriptor descriptor) {
    descriptor.describeProperty("journal", journal);
  }
}

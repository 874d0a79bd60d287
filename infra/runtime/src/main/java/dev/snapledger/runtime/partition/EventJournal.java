package dev.snapledger.runtime.partition;

import dev.snapledger.commands.command.Command;
import dev.snapledger.commands.decision.Decision;
import dev.snapledger.commands.decision.DecisionContext;
import dev.snapledger.commands.entity.EntityKey;
import dev.snapledger.commands.event.Event;
import dev.snapledger.commands.id.SubscriptionId;
import dev.snapledger.commands.type.EventHeader;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes the events of one command after the other: checks each, and evolves the entities by it at
 * once, as a replay will.
 *
 * <p>An event must say what its command record says, and touch only entities of that command's
 * subscription: another one's are decided by another writer. For one thread.
 */
final class EventJournal implements Consumer<Event> {
  private final PartitionState state;
  private final List<Event> events = new ArrayList<>();
  private final List<NumberedEvent> numbered = new ArrayList<>();
  private @Nullable Command command;
  private @Nullable DecisionContext context;

  /**
   * An event of the open batch.
   *
   * @param sequence its number in its history
   */
  record NumberedEvent(Event event, long sequence) {}

  EventJournal(PartitionState state) {
    this.state = state;
  }

  void begin(Command newCommand, DecisionContext newContext) {
    abandon();
    command = newCommand;
    context = newContext;
  }

  @Override
  public void accept(Event event) {
    if (command == null || context == null) {
      throw broken("expected events of a command only, but found " + event.getClass().getName());
    }
    EventHeader expected =
        new EventHeader(
            command.header().commandId(),
            events.size(),
            command.header().subscriptionId(),
            context.now(),
            context.commandOffset(),
            command.header().principal());
    if (!event.header().equals(expected)) {
      throw broken("expected the event header " + expected + ", but found " + event.header());
    }
    long sequence = state.entities().nextSequence(event);
    checkOwner(state.entities().apply(event), expected.subscriptionId());
    events.add(event);
    numbered.add(new NumberedEvent(event, sequence));
  }

  /** The events of the command; must be those of its decision. */
  List<NumberedEvent> end(Decision decision) {
    List<Event> decided =
        switch (decision) {
          case Decision.Accepted accepted -> accepted.events();
          case Decision.Rejected _ -> List.of();
        };
    if (!events.equals(decided)) {
      throw broken(
          "expected the %d events of the decision to be appended, but found %d"
              .formatted(decided.size(), events.size()));
    }
    List<NumberedEvent> appended = List.copyOf(numbered);
    abandon();
    return appended;
  }

  /** Forgets a command that did not come to its end. */
  void abandon() {
    events.clear();
    numbered.clear();
    command = null;
    context = null;
  }

  private void checkOwner(List<EntityKey> touched, SubscriptionId owner) {
    if (touched.isEmpty()) {
      throw broken("expected an event to touch an entity, but it touches none");
    }
    for (EntityKey key : touched) {
      if (!key.subscriptionId().equals(owner)) {
        throw broken(
            "expected to touch entities of subscription " + owner + " only, but found " + key);
      }
    }
  }

  private BrokenInvariantException broken(String text) {
    return new BrokenInvariantException(
        state.partition(), context == null ? -1 : context.commandOffset(), text);
  }
}

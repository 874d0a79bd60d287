package dev.snapledger.commands.axon;

import dev.snapledger.commands.command.Command;
import dev.snapledger.commands.decision.Decider;
import dev.snapledger.commands.decision.Decision;
import dev.snapledger.commands.decision.Decision.Accepted;
import dev.snapledger.commands.decision.DecisionContext;
import dev.snapledger.commands.entity.EntityKey;
import dev.snapledger.commands.entity.LedgerState;
import org.axonframework.messaging.commandhandling.CommandHandler;
import org.axonframework.messaging.commandhandling.CommandMessage;
import org.axonframework.messaging.commandhandling.CommandResultMessage;
import org.axonframework.messaging.commandhandling.GenericCommandResultMessage;
import org.axonframework.messaging.core.MessageStream;
import org.axonframework.messaging.core.MessageType;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.axonframework.messaging.eventhandling.EventSink;
import org.axonframework.modelling.StateManager;
import org.axonframework.modelling.repository.Repository;
import org.jspecify.annotations.Nullable;

/**
 * Handles every command: loads what the rules ask for, lets them decide, publishes the events. The
 * result is the {@link Decision}; a rejection is a result, not an exception.
 *
 * <p>Thread-safe; entities are loaded within the processing context of the command. A repository
 * must answer at once or the handler waits for it.
 */
final class LedgerCommandHandler implements CommandHandler {
  private static final MessageType RESULT = new MessageType(Decision.class);

  private final StateManager states;
  private final EventSink eventSink;
  private final EventMessages eventMessages;

  /** Asked for with the first command: repositories are registered after the handlers are made. */
  private volatile @Nullable Repository<EntityKey, EntitySlot> repository;

  LedgerCommandHandler(StateManager states, EventSink eventSink, EventMessages eventMessages) {
    this.states = states;
    this.eventSink = eventSink;
    this.eventMessages = eventMessages;
  }

  @Override
  public MessageStream.Single<CommandResultMessage> handle(
      CommandMessage message, ProcessingContext processing) {
    if (!(message.payload() instanceof Command command)) {
      throw new IllegalArgumentException(
          "expected a ledger command, but found " + message.type().name());
    }
    Repository<EntityKey, EntitySlot> entities = entities();
    LedgerState state = key -> entities.loadOrCreate(key, processing).join().entity().entity();
    Decision decision = Decider.decide(command, state, contextOf(message, processing));
    if (decision instanceof Accepted accepted && !accepted.events().isEmpty()) {
      eventSink.publish(processing, eventMessages.of(accepted.events())).join();
    }
    return MessageStream.just(new GenericCommandResultMessage(RESULT, decision));
  }

  private Repository<EntityKey, EntitySlot> entities() {
    Repository<EntityKey, EntitySlot> known = repository;
    if (known == null) {
      known = states.repository(EntitySlot.class, EntityKey.class);
      repository = known;
    }
    return known;
  }

  private static DecisionContext contextOf(CommandMessage message, ProcessingContext processing) {
    DecisionContext context = processing.getResource(LogMetadata.RESOURCE);
    return context != null ? context : LogMetadata.read(message);
  }
}

package dev.snapledger.commands.axon;

import dev.snapledger.commands.command.Command;
import dev.snapledger.commands.decision.Decider;
import dev.snapledger.commands.decision.Decision;
import dev.snapledger.commands.decision.Decision.Accepted;
import dev.snapledger.commands.decision.DecisionContext;
import dev.snapledger.commands.entity.LedgerState;
import org.axonframework.messaging.commandhandling.CommandHandler;
import org.axonframework.messaging.commandhandling.CommandMessage;
import org.axonframework.messaging.commandhandling.CommandResultMessage;
import org.axonframework.messaging.commandhandling.GenericCommandResultMessage;
import org.axonframework.messaging.core.MessageStream;
import org.axonframework.messaging.core.MessageType;
import org.axonframework.messaging.core.MessageTypeResolver;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.axonframework.messaging.eventhandling.EventSink;
import org.axonframework.messaging.eventhandling.gateway.EventAppender;
import org.axonframework.modelling.StateManager;

/**
 * Handles every command: loads what the rules ask for, lets them decide, appends the events. The
 * result is the {@link Decision}; a rejection is a result, not an exception.
 *
 * <p>Thread-safe; entities are loaded within the processing context of the command. A repository
 * must answer at once or the handler waits for it.
 */
final class LedgerCommandHandler implements CommandHandler {
  private static final MessageType RESULT = new MessageType(Decision.class);

  private final StateManager entities;
  private final EventSink eventSink;
  private final MessageTypeResolver types;

  LedgerCommandHandler(StateManager entities, EventSink eventSink, MessageTypeResolver types) {
    this.entities = entities;
    this.eventSink = eventSink;
    this.types = types;
  }

  @Override
  public MessageStream.Single<CommandResultMessage> handle(
      CommandMessage message, ProcessingContext processing) {
    if (!(message.payload() instanceof Command command)) {
      throw new IllegalArgumentException(
          "expected a ledger command, but found " + message.type().name());
    }
    DecisionContext context = LogMetadata.read(message);
    LedgerState state =
        key -> entities.loadEntity(EntitySlot.class, key, processing).join().entity();
    Decision decision = Decider.decide(command, state, context);
    if (decision instanceof Accepted accepted && !accepted.events().isEmpty()) {
      EventAppender.forContext(processing, eventSink, types).append(accepted.events());
    }
    return MessageStream.just(new GenericCommandResultMessage(RESULT, decision));
  }
}

package dev.snapledger.runtime.axon;

import dev.snapledger.commands.axon.LedgerConfiguration;
import dev.snapledger.commands.axon.LogMetadata;
import dev.snapledger.commands.command.Command;
import dev.snapledger.commands.decision.Decision;
import dev.snapledger.commands.decision.DecisionContext;
import dev.snapledger.commands.entity.LedgerState;
import dev.snapledger.commands.event.Event;
import dev.snapledger.runtime.partition.CommandEngine;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.axonframework.eventsourcing.configuration.EventSourcingConfigurer;
import org.axonframework.messaging.commandhandling.CommandBus;
import org.axonframework.messaging.commandhandling.CommandMessage;
import org.axonframework.messaging.commandhandling.CommandResultMessage;
import org.axonframework.messaging.commandhandling.GenericCommandMessage;
import org.axonframework.messaging.core.GenericMessage;
import org.axonframework.messaging.core.MessageType;
import org.axonframework.messaging.eventhandling.EventSink;

/**
 * Decides each command by the ledger's handlers on Axon's command bus: one message, one unit of
 * work, to its end on the calling thread.
 *
 * <p>The handlers are those that any Axon application would configure; entities and events are
 * ours. For one thread.
 */
public final class AxonCommandEngine implements CommandEngine {
  /** It would tell a server in the internet about this machine. */
  private static final String UPDATE_CHECKER =
      "org.axonframework.update.UpdateCheckerConfigurationEnhancer";

  private final CommandBus bus;
  private final Map<Class<?>, MessageType> types = new HashMap<>();

  /** An engine that reads {@code state} and appends to {@code journal}. */
  public AxonCommandEngine(LedgerState state, Consumer<Event> journal) {
    EventSourcingConfigurer configurer =
        LedgerConfiguration.configure(
            EventSourcingConfigurer.create(), _ -> new EntityRepository(state));
    configurer.componentRegistry(
        registry ->
            registry
                .disableEnhancer(UPDATE_CHECKER)
                .registerComponent(EventSink.class, _ -> new JournalSink(journal)));
    this.bus = configurer.start().getComponent(CommandBus.class);
    LedgerConfiguration.commandTypes().forEach(type -> types.put(type, new MessageType(type)));
  }

  @Override
  public Decision decide(Command command, DecisionContext context) {
    CompletableFuture<CommandResultMessage> result = bus.dispatch(message(command, context), null);
    if (!result.isDone()) {
      throw new IllegalStateException(
          "expected a decision on this thread, but it goes on elsewhere");
    }
    try {
      if (result.join().payload() instanceof Decision decision) {
        return decision;
      }
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
    throw new IllegalStateException("expected a decision, but found another result");
  }

  private CommandMessage message(Command command, DecisionContext context) {
    MessageType type = types.get(command.getClass());
    if (type == null) {
      throw new IllegalStateException("expected a known command, but found " + command.getClass());
    }
    return new GenericCommandMessage(
        new GenericMessage(
            command.header().commandId().toString(), type, command, LogMetadata.of(context)));
  }
}

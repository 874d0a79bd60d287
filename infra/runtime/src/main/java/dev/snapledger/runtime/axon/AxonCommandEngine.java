package dev.snapledger.runtime.axon;

import dev.snapledger.commands.axon.LedgerConfiguration;
import dev.snapledger.commands.axon.LogMetadata;
import dev.snapledger.commands.command.Command;
import dev.snapledger.commands.decision.Decision;
import dev.snapledger.commands.decision.DecisionContext;
import dev.snapledger.commands.entity.LedgerState;
import dev.snapledger.commands.event.Event;
import dev.snapledger.runtime.partition.CommandEngine;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.axonframework.common.configuration.AxonConfiguration;
import org.axonframework.eventsourcing.configuration.EventSourcingConfigurer;
import org.axonframework.messaging.commandhandling.CommandHandlingComponent;
import org.axonframework.messaging.commandhandling.CommandMessage;
import org.axonframework.messaging.commandhandling.CommandResultMessage;
import org.axonframework.messaging.commandhandling.GenericCommandMessage;
import org.axonframework.messaging.core.GenericMessage;
import org.axonframework.messaging.core.MessageStream;
import org.axonframework.messaging.core.MessageType;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.axonframework.messaging.core.unitofwork.UnitOfWorkFactory;
import org.axonframework.messaging.eventhandling.EventSink;
import org.jspecify.annotations.Nullable;

/**
 * Decides each command by the ledger's handlers, as Axon's command bus would call them: one message
 * after the other, to its end on the calling thread. The bus itself, with its unit of work for each
 * command, is left out: a batch is one unit, as it is one transaction.
 *
 * <p>The handlers are those that any Axon application would configure; entities and events are
 * ours. For one thread.
 */
public final class AxonCommandEngine implements CommandEngine {
  /** It would tell a server in the internet about this machine. */
  private static final String UPDATE_CHECKER =
      "org.axonframework.update.UpdateCheckerConfigurationEnhancer";

  private final CommandHandlingComponent handlers;
  private final UnitOfWorkFactory units;
  private final Map<Class<?>, MessageType> types = new HashMap<>();
  private @Nullable ProcessingContext open;

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
    AxonConfiguration configuration = configurer.start();
    this.handlers = LedgerConfiguration.handlersOf(configuration);
    this.units = configuration.getComponent(UnitOfWorkFactory.class);
    LedgerConfiguration.commandTypes().forEach(type -> types.put(type, new MessageType(type)));
  }

  @Override
  public void inOneUnit(Runnable decisions) {
    if (open != null) {
      throw new IllegalStateException("expected no open unit of work, but found one");
    }
    CompletableFuture<Void> done =
        units
            .create()
            .executeWithResult(
                unit -> {
                  open = unit;
                  try {
                    decisions.run();
                  } finally {
                    open = null;
                  }
                  return CompletableFuture.completedFuture(null);
                });
    if (!done.isDone()) {
      throw new IllegalStateException(
          "expected a unit of work on this thread, but it goes on elsewhere");
    }
    try {
      done.join();
    } catch (CompletionException e) {
      throw unchecked(e.getCause() == null ? e : e.getCause());
    }
  }

  @Override
  public Decision decide(Command command, DecisionContext context) {
    ProcessingContext unit = open;
    if (unit != null) {
      return decide(command, context, unit);
    }
    var decisions = new ArrayList<Decision>(1);
    inOneUnit(() -> decisions.add(decide(command, context)));
    return decisions.getFirst();
  }

  private Decision decide(Command command, DecisionContext context, ProcessingContext unit) {
    unit.putResource(LogMetadata.RESOURCE, context);
    MessageStream.Single<CommandResultMessage> result = handlers.handle(messageOf(command), unit);
    var error = result.error();
    if (error.isPresent()) {
      throw unchecked(error.get());
    }
    var entry = result.next();
    if (entry.isPresent() && entry.get().message().payload() instanceof Decision decision) {
      return decision;
    }
    throw new IllegalStateException("expected a decision at once, but found another result");
  }

  private CommandMessage messageOf(Command command) {
    MessageType type = types.get(command.getClass());
    if (type == null) {
      throw new IllegalStateException("expected a known command, but found " + command.getClass());
    }
    return new GenericCommandMessage(
        new GenericMessage(command.header().commandId().toString(), type, command, Map.of()));
  }

  private static RuntimeException unchecked(Throwable failure) {
    if (failure instanceof Error error) {
      throw error;
    }
    return failure instanceof RuntimeException e ? e : new IllegalStateException(failure);
  }
}

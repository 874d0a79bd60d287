package dev.snapledger.commands.axon;

import dev.snapledger.commands.command.Command;
import dev.snapledger.commands.entity.EntityKey;
import dev.snapledger.commands.event.Event;
import java.util.ArrayList;
import java.util.List;
import org.axonframework.common.configuration.AxonConfiguration;
import org.axonframework.common.configuration.ComponentBuilder;
import org.axonframework.common.configuration.Configuration;
import org.axonframework.common.configuration.ModuleBuilder;
import org.axonframework.eventsourcing.EventSourcingRepository;
import org.axonframework.eventsourcing.configuration.EventSourcingConfigurer;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.commandhandling.CommandHandler;
import org.axonframework.messaging.commandhandling.CommandHandlingComponent;
import org.axonframework.messaging.commandhandling.configuration.CommandHandlingModule;
import org.axonframework.messaging.core.MessageTypeResolver;
import org.axonframework.messaging.core.QualifiedName;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventhandling.EventSink;
import org.axonframework.modelling.StateManager;
import org.axonframework.modelling.configuration.StateBasedEntityModule;
import org.axonframework.modelling.repository.Repository;

/**
 * Wires the ledger into Axon: one handler for all commands, one kind of entity, tags for events.
 *
 * <p>Commands are sent as their records, with {@link LogMetadata} and the class as their type;
 * results are {@link dev.snapledger.commands.decision.Decision}s.
 */
public final class LedgerConfiguration {
  private static final String MODULE = "ledger";

  private LedgerConfiguration() {}

  /** The ledger on Axon's event store: entities are read from their events for each command. */
  public static EventSourcingConfigurer configure(EventSourcingConfigurer configurer) {
    return configure(configurer, LedgerConfiguration::eventSourced);
  }

  /**
   * The ledger on entities that come from elsewhere.
   *
   * @param repository makes the repository of all entities; it must see the events that are
   *     appended in a processing context at once, by {@link EntitySlot#evolve}, so that the next
   *     command of a batch is decided by them
   */
  public static EventSourcingConfigurer configure(
      EventSourcingConfigurer configurer,
      ComponentBuilder<Repository<EntityKey, EntitySlot>> repository) {
    return configurer
        .registerTagResolver(_ -> new EntityTags())
        .registerEntity(
            StateBasedEntityModule.declarative(EntityKey.class, EntitySlot.class)
                .repository(repository)
                .build())
        .registerCommandHandlingModule(commandHandlers());
  }

  /** The classes of all commands; each is the type of its command message. */
  public static List<Class<?>> commandTypes() {
    List<Class<?>> types = new ArrayList<>();
    addRecords(Command.class, types);
    return List.copyOf(types);
  }

  /** The handlers of all commands, for a sender that has a processing context of its own. */
  public static CommandHandlingComponent handlersOf(AxonConfiguration configuration) {
    return configuration
        .getModuleConfiguration(MODULE)
        .orElseThrow()
        .getComponent(CommandHandlingComponent.class, "CommandHandlingComponent[" + MODULE + "]");
  }

  private static ModuleBuilder<CommandHandlingModule> commandHandlers() {
    CommandHandlingModule.CommandHandlerPhase module =
        CommandHandlingModule.named(MODULE).commandHandlers();
    for (Class<?> type : commandTypes()) {
      module.commandHandler(new QualifiedName(type), LedgerConfiguration::handler);
    }
    return module; // Unbuilt: the configurer builds it, and would register everything twice.
  }

  private static CommandHandler handler(Configuration configuration) {
    return new LedgerCommandHandler(
        configuration.getComponent(StateManager.class),
        configuration.getComponent(EventSink.class),
        new EventMessages(configuration.getComponent(MessageTypeResolver.class)));
  }

  private static Repository<EntityKey, EntitySlot> eventSourced(Configuration configuration) {
    return new EventSourcingRepository<>(
        EntityKey.class,
        EntitySlot.class,
        configuration.getComponent(EventStore.class),
        (key, _, _) -> EntitySlot.empty(key),
        (key, _) -> EntityTags.criteria(key),
        (slot, event, _) -> evolve(slot, event));
  }

  private static EntitySlot evolve(EntitySlot slot, EventMessage event) {
    return event.payload() instanceof Event fact ? slot.evolve(fact) : slot;
  }

  private static void addRecords(Class<?> type, List<Class<?>> records) {
    if (!type.isSealed()) {
      records.add(type);
      return;
    }
    for (Class<?> permitted : type.getPermittedSubclasses()) {
      addRecords(permitted, records);
    }
  }
}

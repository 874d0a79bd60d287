package dev.snapledger.workers;

import dev.snapledger.commands.blockmap.BlockMapPart;
import dev.snapledger.commands.command.Command;
import dev.snapledger.commands.decision.Decider;
import dev.snapledger.commands.decision.Decision;
import dev.snapledger.commands.decision.DecisionContext;
import dev.snapledger.commands.entity.Entity;
import dev.snapledger.commands.entity.EntityKey;
import dev.snapledger.commands.entity.EntityKeys;
import dev.snapledger.commands.entity.LedgerState;
import dev.snapledger.commands.event.Event;
import dev.snapledger.commands.id.CommandId;
import dev.snapledger.commands.id.SubscriptionId;
import dev.snapledger.commands.port.BlockMapPublisher;
import dev.snapledger.commands.port.CommandSubmitter;
import dev.snapledger.commands.port.CommandUnansweredException;
import dev.snapledger.commands.reply.Accepted;
import dev.snapledger.commands.reply.Outcome;
import dev.snapledger.commands.reply.Rejected;
import dev.snapledger.commands.reply.Reply;
import dev.snapledger.projections.LedgerViews;
import dev.snapledger.projections.engine.BlockMapRecord;
import dev.snapledger.projections.engine.EventRecord;
import dev.snapledger.projections.engine.MemoryViewStore;
import dev.snapledger.projections.engine.ViewStore;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A ledger in memory: the real rules, the real views, and a log that is a list per subscription.
 * Events reach the views at once, or when told to. Commands may come from many threads.
 */
public final class LedgerLoop implements CommandSubmitter, BlockMapPublisher, LedgerState {
  /** When the views show an event. */
  public enum Views {
    AT_ONCE,
    LATE
  }

  private final InstantSource clock;
  private final Views views;
  private final Map<EntityKey, Entity> entities = new HashMap<>();
  private final Map<CommandKey, Reply> replies = new HashMap<>();
  private final List<SubscriptionId> partitions = new ArrayList<>();
  private final List<List<Event>> events = new ArrayList<>();
  private final List<List<BlockMapPart>> parts = new ArrayList<>();
  private final List<Command> decided = new ArrayList<>();
  private LedgerViews shown;
  private long commandOffset;
  private int unanswered;

  private record CommandKey(SubscriptionId subscription, CommandId command) {}

  public LedgerLoop(InstantSource clock, Views views) {
    this(clock, views, new MemoryViewStore());
  }

  /** With its views in a store of the test's, which closes it. */
  public LedgerLoop(InstantSource clock, Views views, ViewStore store) {
    this.clock = clock;
    this.views = views;
    this.shown = LedgerViews.over(store);
  }

  public LedgerViews views() {
    return shown;
  }

  synchronized Set<Integer> partitions() {
    Set<Integer> all = new HashSet<>();
    for (int i = 0; i < partitions.size(); i++) {
      all.add(i);
    }
    return all;
  }

  /** All events of all subscriptions. */
  synchronized List<Event> events() {
    return events.stream().flatMap(List::stream).toList();
  }

  <E extends Event> List<E> events(Class<E> type) {
    return events().stream().filter(type::isInstance).map(type::cast).toList();
  }

  /** Commands that were decided, without those that were answered from memory. */
  public List<Command> decided() {
    return decided;
  }

  /** Decides the next commands, but tells nobody. */
  public void answerNothing(int commands) {
    unanswered = commands;
  }

  /** Forgets the views and makes them again of the log. */
  void rebuildViews() {
    shown = LedgerViews.over(new MemoryViewStore());
    catchUp();
  }

  /** The event at an offset of a partition. */
  public synchronized Event event(int partition, long logOffset) {
    return events.get(partition).get((int) logOffset);
  }

  /** Lets the views show all there is. */
  public synchronized void catchUp() {
    for (int partition = 0; partition < partitions.size(); partition++) {
      List<EventRecord> records = new ArrayList<>();
      for (int i = 0; i < events.get(partition).size(); i++) {
        records.add(new EventRecord(i, events.get(partition).get(i)));
      }
      shown.runner().apply(partition, records, records.size());
      List<BlockMapRecord> maps = new ArrayList<>();
      for (int i = 0; i < parts.get(partition).size(); i++) {
        maps.add(new BlockMapRecord(i, parts.get(partition).get(i)));
      }
      shown.runner().applyBlockMaps(partition, maps, maps.size());
    }
  }

  @Override
  public @Nullable Entity find(EntityKey key) {
    return entities.get(key);
  }

  @Override
  public synchronized CompletableFuture<Reply> submit(Command command) {
    CommandKey key =
        new CommandKey(command.header().subscriptionId(), command.header().commandId());
    Reply reply = replies.get(key);
    if (reply == null) {
      reply = decide(command);
      replies.put(key, reply);
    }
    if (unanswered > 0) {
      unanswered--;
      return CompletableFuture.failedFuture(
          new CommandUnansweredException(command.header().commandId(), "the test says so", null));
    }
    return CompletableFuture.completedFuture(reply);
  }

  @Override
  public synchronized void publish(Iterable<BlockMapPart> published) {
    for (BlockMapPart part : published) {
      parts.get(partitionOf(part.subscriptionId())).add(part);
      show();
    }
  }

  private Reply decide(Command command) {
    decided.add(command);
    SubscriptionId subscription = command.header().subscriptionId();
    int partition = partitionOf(subscription);
    DecisionContext context = new DecisionContext(clock.instant(), commandOffset++);
    Outcome outcome =
        switch (Decider.decide(command, this, context)) {
          case Decision.Accepted accepted -> append(partition, accepted);
          case Decision.Rejected rejected ->
              new Rejected(
                  rejected.rejection().code(),
                  rejected.rejection().message(),
                  rejected.rejection().details(),
                  rejected.rejection().retryAt());
        };
    show();
    return new Reply(
        command.header().commandId(),
        subscription,
        context.now(),
        context.commandOffset(),
        outcome);
  }

  private Accepted append(int partition, Decision.Accepted accepted) {
    List<Event> log = events.get(partition);
    long first = log.size();
    for (Event event : accepted.events()) {
      log.add(event);
      for (EntityKey key : EntityKeys.touchedBy(event)) {
        Entity after = Entity.evolve(key, entities.get(key), event);
        if (after == null) {
          entities.remove(key);
        } else {
          entities.put(key, after);
        }
      }
    }
    return accepted.events().isEmpty()
        ? new Accepted(accepted.ids(), null, null)
        : new Accepted(accepted.ids(), first, log.size() - 1L);
  }

  private void show() {
    switch (views) {
      case AT_ONCE -> catchUp();
      case LATE -> {}
    }
  }

  /** Partition that decides about a subscription. */
  public synchronized int partitionOf(SubscriptionId subscription) {
    int partition = partitions.indexOf(subscription);
    if (partition < 0) {
      partitions.add(subscription);
      events.add(new ArrayList<>());
      parts.add(new ArrayList<>());
      return partitions.size() - 1;
    }
    return partition;
  }
}

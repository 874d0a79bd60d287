package dev.snapledger.simulation.world;

import dev.snapledger.blockstore.api.BlockStore;
import dev.snapledger.commands.decision.DecisionContext;
import dev.snapledger.commands.port.BlockMapPublisher;
import dev.snapledger.commands.port.CommandSubmitter;
import dev.snapledger.projections.LedgerViews;
import dev.snapledger.projections.engine.MemoryViewStore;
import dev.snapledger.runtime.RuntimeHealth;
import dev.snapledger.runtime.RuntimeHealth.PartitionState;
import dev.snapledger.runtime.RuntimeSettings;
import dev.snapledger.runtime.SteppedRuntime;
import dev.snapledger.runtime.axon.AxonCommandEngine;
import dev.snapledger.runtime.checkpoint.CheckpointStore;
import dev.snapledger.runtime.client.KafkaBlockMapPublisher;
import dev.snapledger.runtime.partition.CommandEngine;
import dev.snapledger.runtime.partition.StateDigest;
import dev.snapledger.simulation.client.SimulatedClients;
import dev.snapledger.simulation.client.SimulatedClients.Identity;
import dev.snapledger.simulation.client.SimulatedClients.Isolation;
import dev.snapledger.workers.CopyRate;
import dev.snapledger.workers.ProjectedWork;
import dev.snapledger.workers.VirtualTime;
import dev.snapledger.workers.WorkSource;
import dev.snapledger.workers.Workers;
import dev.snapledger.workers.WorkersPorts;
import dev.snapledger.workers.WorkersSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.IsolationLevel;

/**
 * One process that runs as a node: the real loop, workers and views, each a thread of its own that
 * takes a step when the world says so.
 */
final class Node {
  /** Changes between two checkpoints: few, so that there are many. */
  private static final int CHECKPOINT_CHANGES = 25;

  private final World world;
  private final Life life;
  private final VirtualTime time;
  private final SimulatedClients clients;
  private final SteppedRuntime runtime;
  private final LedgerViews views;
  private final Feed feed;
  private final Workers workers;
  private final Deque<Runnable> checkpoints = new ArrayDeque<>();
  private final Deque<Runnable> transactions = new ArrayDeque<>();
  private final Set<Part> busy = EnumSet.noneOf(Part.class);
  private Instant loopAt = Instant.MIN;
  private Instant standbyAt = Instant.MIN;
  private boolean closing;
  private boolean working;
  private int tasks;

  /** What runs beside each other in a process. */
  enum Part {
    LOOP,
    STANDBY,
    FEED,
    TASK,
    CHECKPOINT,
    TRANSACTION
  }

  Node(World world, Life life, MemoryViewStore store, CheckpointStore checkpointStore) {
    this.world = world;
    this.life = life;
    this.time = new VirtualTime(world.clock());
    this.clients =
        new SimulatedClients(
            world.log(),
            world.split(),
            life,
            new Identity(RuntimeSettings.DEFAULT_GROUP_ID, life.name()),
            isolation(world.bug()));
    this.runtime =
        new SteppedRuntime(
            clients,
            new RuntimeSettings(
                life.name(),
                RuntimeSettings.DEFAULT_GROUP_ID,
                Path.of("nowhere"),
                CHECKPOINT_CHANGES,
                0),
            engines(),
            checkpointStore,
            this::checkpoint,
            transactions::add);
    this.views = LedgerViews.over(store);
    this.feed = new Feed(world.log(), clients, views);
    this.workers = workers();
  }

  private static Isolation isolation(Bug bug) {
    return switch (bug) {
      case READS_UNCOMMITTED -> new Isolation(IsolationLevel.READ_UNCOMMITTED, null);
      case RESTORES_TO_STABLE_END ->
          new Isolation(IsolationLevel.READ_COMMITTED, IsolationLevel.READ_COMMITTED);
      case NONE,
          FORGETS_REPLIES,
          MISSES_EVENTS_AT_RESTORE,
          MISSES_EVENTS_IN_VIEWS,
          IGNORES_ABORTS,
          SKIPS_FENCING,
          DECIDES_BY_OWN_CLOCK,
          NEVER_SYNCS ->
          Isolation.SOUND;
    };
  }

  private CommandEngine.Factory engines() {
    if (world.bug() != Bug.DECIDES_BY_OWN_CLOCK) {
      return AxonCommandEngine::new;
    }
    return (state, journal) -> {
      CommandEngine sound = new AxonCommandEngine(state, journal);
      return (command, context) ->
          sound.decide(
              command, new DecisionContext(world.clock().instant(), context.commandOffset()));
    };
  }

  private Workers workers() {
    Ports ports = new Ports(world, life);
    WorkSource work =
        ports.over(
            WorkSource.class,
            new ProjectedWork(views.work(), views.runner(), () -> new TreeSet<>(owned())));
    WorkersPorts all =
        new WorkersPorts(
            work,
            region -> store(ports, region),
            ports.over(CommandSubmitter.class, command -> world.submit(life, command, closing)),
            ports.over(
                BlockMapPublisher.class, new KafkaBlockMapPublisher(clients.plainProducer())),
            time,
            time,
            time);
    WorkersSettings defaults = WorkersSettings.defaults(life.name());
    WorkersSettings settings =
        new WorkersSettings(
            life.name(),
            defaults.parallel(),
            new WorkersSettings.Copying(Duration.ofSeconds(60), 1L << 18, 1L << 17),
            defaults.retrying(),
            Duration.ofMillis(1));
    return new Workers(all, settings, new CopyRate(time, CopyRate.UNLIMITED));
  }

  private BlockStore store(Ports ports, String region) {
    life.check();
    return ports.over(BlockStore.class, world.region(life, region));
  }

  private void checkpoint(Runnable task) {
    if (closing) {
      task.run();
    } else {
      checkpoints.add(task);
    }
  }

  // ---- what it is doing ----

  Life life() {
    return life;
  }

  LedgerViews views() {
    return views;
  }

  Feed feed() {
    return feed;
  }

  RuntimeHealth health() {
    return runtime.health();
  }

  VirtualTime time() {
    return time;
  }

  /** Partitions it believes to own. */
  Set<Integer> owned() {
    return runtime.health().partitions().keySet();
  }

  CompletableFuture<List<StateDigest>> digests() {
    return runtime.stateDigests();
  }

  /** Whether no part is in the middle of something. */
  boolean idle() {
    return busy.isEmpty() && tasks == 0;
  }

  void heartbeat() {
    if (life.alive() && !life.asleep()) {
      clients.heartbeat();
    }
  }

  // ---- what it does ----

  boolean canRun(Part part) {
    if (!life.alive() || life.asleep() || busy.contains(part)) {
      return false;
    }
    return switch (part) {
      case LOOP -> !loopAt.isAfter(time.instant()) && !busy.contains(Part.TRANSACTION);
      case STANDBY -> !standbyAt.isAfter(time.instant());
      case FEED -> true;
      case TASK -> working && time.hasTask() && world.mayNest();
      case CHECKPOINT -> !checkpoints.isEmpty();
      case TRANSACTION -> !transactions.isEmpty();
    };
  }

  void run(Part part) {
    switch (part) {
      case LOOP -> exclusively(part, this::loop);
      case STANDBY ->
          exclusively(part, () -> standbyAt = time.instant().plus(runtime.stepStandby()));
      case FEED -> exclusively(part, this::feedOnce);
      case CHECKPOINT -> exclusively(part, () -> checkpoints.remove().run());
      case TRANSACTION -> exclusively(part, () -> transactions.remove().run());
      case TASK -> task();
    }
  }

  private void exclusively(Part part, Runnable step) {
    busy.add(part);
    try {
      step.run();
    } finally {
      busy.remove(part);
    }
  }

  private void loop() {
    Duration wait = runtime.step();
    loopAt = time.instant().plus(wait);
    runtime
        .health()
        .partitions()
        .forEach(
            (number, partition) -> {
              if (partition.state() == PartitionState.STOPPED) {
                world
                    .findings()
                    .add("%s: partition %d stopped: %s".formatted(life.name(), number, partition));
              }
            });
  }

  private void feedOnce() {
    feed.step();
    if (!working && feed.caughtUp()) {
      working = true;
      workers.start();
    }
  }

  private void task() {
    Runnable task = time.poll();
    if (task != null) {
      tasks++;
      try {
        task.run();
      } finally {
        tasks--;
      }
    }
  }

  /** Ends in good order; it must be idle. */
  void stop() {
    closing = true;
    while (!checkpoints.isEmpty()) {
      checkpoints.remove().run();
    }
    if (working) {
      workers.close();
    }
    runtime.leave();
    life.end();
  }
}

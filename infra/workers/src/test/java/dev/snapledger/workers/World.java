package dev.snapledger.workers;

import dev.snapledger.blockstore.api.BlockStore;
import dev.snapledger.blockstore.api.StoreFaultException;
import dev.snapledger.blockstore.local.LocalBlockStore;
import dev.snapledger.commands.command.Command;
import dev.snapledger.commands.id.CommandId;
import dev.snapledger.commands.id.SubscriptionId;
import dev.snapledger.commands.port.BlockMapPublisher;
import dev.snapledger.commands.port.CommandSubmitter;
import dev.snapledger.commands.reply.Accepted;
import dev.snapledger.commands.reply.Outcome;
import dev.snapledger.commands.reply.Rejected;
import dev.snapledger.commands.type.CommandHeader;
import dev.snapledger.projections.work.WorkItem;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;

/** A node with its workers, on a ledger in memory, real stores and virtual time. */
final class World implements AutoCloseable {
  static final SubscriptionId ALICE = new SubscriptionId(new UUID(0, 0xA));
  static final SubscriptionId BOB = new SubscriptionId(new UUID(0, 0xB));
  static final String EAST = "eastus";
  static final String WEST = "westus";

  private static final int STEPS_MAX = 100_000;

  final VirtualTime time = new VirtualTime();
  final LedgerLoop ledger;
  final CopyRate rate = new CopyRate(time, CopyRate.UNLIMITED);
  final Map<String, BlockStore> stores = new TreeMap<>();
  final Faults faults = new Faults();

  /** Whether another node has the stores, and this one does not know it. */
  boolean lost;

  private DeathPoints death;
  private Workers workers;
  private long commands;

  World(Path directory, LedgerLoop.Views views, DeathPoints death) {
    this.ledger = new LedgerLoop(time, views);
    this.death = death;
    for (String region : List.of(EAST, WEST)) {
      stores.put(region, LocalBlockStore.open(UnsyncedFiles.create(), directory.resolve(region)));
    }
    this.workers = workers("node-1");
    boot();
  }

  static World healthy(Path directory) {
    return new World(directory, LedgerLoop.Views.AT_ONCE, DeathPoints.none());
  }

  Workers workers() {
    return workers;
  }

  BlockStore east() {
    return store(EAST);
  }

  BlockStore west() {
    return store(WEST);
  }

  BlockStore store(String region) {
    BlockStore store = stores.get(region);
    if (store == null) {
      throw new IllegalArgumentException("expected a region of this world, but found " + region);
    }
    return store;
  }

  /** Sends a command of a user, with a new id. */
  Outcome send(SubscriptionId subscription, Function<CommandHeader, Command> command) {
    CommandHeader header =
        new CommandHeader(new CommandId(new UUID(1, commands++)), subscription, "user");
    return ledger.submit(command.apply(header)).join().outcome();
  }

  /** Sends a command that has to be accepted. */
  Accepted accept(SubscriptionId subscription, Function<CommandHeader, Command> command) {
    return switch (send(subscription, command)) {
      case Accepted accepted -> accepted;
      case Rejected rejected -> throw new AssertionError(rejected);
    };
  }

  List<WorkItem> pending() {
    List<WorkItem> all = new ArrayList<>();
    ledger.partitions().forEach(p -> all.addAll(ledger.views().work().items(p, 1_000)));
    return all;
  }

  /** Runs until nothing is left to do; the node starts again whenever it died. */
  void settle() {
    for (int step = 0; step < STEPS_MAX; step++) {
      if (death.isDead()) {
        restart();
      } else if (!runOne()) {
        ledger.catchUp();
        if (!runOne()) {
          if (pending().isEmpty()) {
            return;
          }
          time.passToNextAlarm();
        }
      }
    }
    throw new AssertionError("expected an end, but still pending: " + workers.health());
  }

  /** Runs for a time. */
  void run(Duration duration) {
    Instant end = time.instant().plus(duration);
    while (time.instant().isBefore(end)) {
      if (!runOne()) {
        ledger.catchUp();
        if (!runOne()) {
          time.passToNextAlarm();
        }
      }
    }
  }

  /** Runs so many tasks, or until there is nothing to run without time passing. */
  void runTasks(int tasks) {
    for (int i = 0; i < tasks && !death.isDead(); i++) {
      if (!runOne()) {
        ledger.catchUp();
      }
    }
  }

  /** The node is gone and starts again; the views are what they were. */
  void restart() {
    death = DeathPoints.none();
    time.forgetAll();
    ledger.catchUp();
    workers = workers("node-1");
    boot();
  }

  /** Another node takes over. */
  void takeOver(String nodeName) {
    time.forgetAll();
    workers = workers(nodeName);
    boot();
  }

  private void boot() {
    workers.start();
  }

  private boolean runOne() {
    Runnable task = time.poll();
    if (task == null) {
      return false;
    }
    try {
      task.run();
    } catch (NodeDied _) {
      // Of this node, which starts again soon, or of one before it that the views still wake.
    }
    return true;
  }

  /** The stores, which another node may have taken over without a word. */
  private final class HeldStores implements Regions {
    private final DeathPoints points;

    HeldStores(DeathPoints points) {
      this.points = points;
    }

    @Override
    public BlockStore store(String region) {
      return points.over(BlockStore.class, faults.over(BlockStore.class, World.this.store(region)));
    }

    @Override
    public void requireHeld() {
      if (lost) {
        throw new StoreFaultException("expected to hold the blocks still, but another node does");
      }
    }
  }

  private Workers workers(String nodeName) {
    DeathPoints points = death;
    WorkSource source =
        points.over(
            WorkSource.class,
            new ProjectedWork(ledger.views().work(), ledger.views().runner(), ledger::partitions));
    WorkersPorts ports =
        new WorkersPorts(
            source,
            new HeldStores(points),
            points.over(CommandSubmitter.class, ledger),
            points.over(BlockMapPublisher.class, ledger),
            time,
            time,
            time);
    WorkersSettings defaults = WorkersSettings.defaults(nodeName);
    return new Workers(
        ports,
        new WorkersSettings(
            nodeName,
            defaults.parallel(),
            new WorkersSettings.Copying(Duration.ofSeconds(60), 1L << 18, 1L << 18),
            defaults.retrying(),
            Duration.ofMillis(50)),
        rate);
  }

  @Override
  public void close() {
    stores.values().forEach(BlockStore::close);
  }
}

package dev.snapledger.simulation.world;

import dev.snapledger.blockstore.api.BlockStoreException;
import dev.snapledger.runtime.RuntimeHealth.PartitionState;
import dev.snapledger.runtime.kafka.LogTopics;
import dev.snapledger.simulation.check.DecisionCheck;
import dev.snapledger.simulation.check.ViewCheck;
import dev.snapledger.simulation.disk.BytesModel.ReadableSnapshot;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;

/** Runs one world: faults first, then it is healed, and everything has to come to rest and fit. */
public final class Simulation {
  /** Rounds within which a healed world must come to rest. */
  private static final int REST_ROUNDS_MAX = 4_000;

  private static final int REPEATED = 25;

  private final WorldSettings settings;
  private final World world;

  private Simulation(WorldSettings settings) {
    this.settings = settings;
    this.world = new World(settings);
  }

  /**
   * Runs the world of these settings.
   *
   * @throws WorldFailedException if anything is wrong
   */
  public static Outcome run(WorldSettings settings) {
    return new Simulation(settings).run();
  }

  private Outcome run() {
    try {
      while (world.trace().step() < settings.steps()) {
        world.step();
        failIfFound();
      }
      world.calmDown();
      comeToRest("healed");
      world.users().sendAgain(REPEATED);
      comeToRest("commands were sent again");
      world.hosts().forEach(world.accidents()::kill);
      world.users().sendAgain(REPEATED);
      comeToRest("all nodes started again");
      return checkAtRest();
    } catch (WorldFailedException e) {
      throw e;
    } catch (RuntimeException | AssertionError e) {
      world.findings().add("expected the world to go on, but it ended by " + Stack.of(e));
      failIfFound();
      throw e;
    }
  }

  private void failIfFound() {
    String finding = world.finding();
    if (finding != null) {
      throw new WorldFailedException(
          settings, world.trace().step(), finding, world.trace().lines());
    }
  }

  private void comeToRest(String after) {
    for (int round = 0; round < REST_ROUNDS_MAX; round++) {
      world.step();
      failIfFound();
      if (atRest()) {
        return;
      }
    }
    world.findings().add("expected rest after " + after + ", but still to be done: " + leftToDo());
    failIfFound();
  }

  private boolean atRest() {
    return leftToDo().isEmpty();
  }

  /** What keeps the world from being at rest, for people; empty if nothing does. */
  private String leftToDo() {
    for (int partition = 0; partition < world.log().partitions(); partition++) {
      OffsetAndMetadata decided = world.log().committedOffset(LogTopics.commands(partition));
      long end = world.log().highWatermark(LogTopics.commands(partition));
      if (end > 0 && (decided == null || decided.offset() < end)) {
        return "partition %d: %d commands, decided: %s; nodes: %s"
            .formatted(partition, end, decided, health());
      }
    }
    if (world.log().busy()) {
      return "transactions are open";
    }
    for (Host host : world.hosts()) {
      Node node = host.node();
      if (node == null || !node.feed().atEnd()) {
        return host.name() + ": the views lag behind";
      }
      for (var owned : node.health().partitions().entrySet()) {
        if (owned.getValue().state() != PartitionState.RUNNING) {
          return host.name() + ": " + owned;
        }
        var items = node.views().work().items(owned.getKey(), 1_000);
        if (!items.isEmpty()) {
          return host.name() + ": " + items.getFirst();
        }
      }
    }
    return "";
  }

  private String health() {
    return world.hosts().stream()
        .map(Host::node)
        .filter(Objects::nonNull)
        .map(node -> node.life().name() + " " + node.health())
        .collect(Collectors.joining(", "));
  }

  private Outcome checkAtRest() {
    for (Host host : world.hosts()) {
      Node node = host.node();
      if (node != null) {
        world.digests().ask(node);
        world.checkViews(node);
        world.findings().addIfAny(ViewCheck.blockMapFault(node.views()));
      }
    }
    for (int i = 0; i < 10 && world.digests().areAwaited(); i++) {
      world.step();
    }
    if (world.digests().areAwaited()) {
      world.findings().add("expected digests of all nodes, but some did not come");
    }
    world.watch().checkAtRest();
    for (int partition = 0; partition < world.log().partitions(); partition++) {
      world.findings().addIfAny(DecisionCheck.difference(world.log(), partition));
    }
    List<ReadableSnapshot> snapshots = world.bytes().readable();
    snapshots.forEach(this::checkBytes);
    failIfFound();
    return new Outcome(
        world.trace().step(),
        world.watch().eventCount(),
        world.watch().rejectionCount(),
        snapshots.size(),
        world.trace().faults(),
        world.trace().hash());
  }

  private void checkBytes(ReadableSnapshot snapshot) {
    try {
      world
          .findings()
          .addIfAny(
              world.bytes().difference(snapshot.id(), world.disk().region(snapshot.region())));
    } catch (BlockStoreException e) {
      world.findings().add("expected to read snapshot " + snapshot.id() + ", but " + e);
    }
  }
}

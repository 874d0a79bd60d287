package dev.snapledger.simulation.world;

import dev.snapledger.projections.engine.MemoryViewStore;
import dev.snapledger.simulation.disk.SimulatedCheckpoints;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** A machine for one node: what stays when its process dies, and the process, if there is one. */
final class Host {
  private final World world;
  private final String name;
  private final SimulatedCheckpoints checkpoints = new SimulatedCheckpoints();
  private MemoryViewStore store = new MemoryViewStore();
  private @Nullable Node node;

  Host(World world, String name) {
    this.world = world;
    this.name = name;
  }

  String name() {
    return name;
  }

  /** The process that runs; null if none does. */
  @Nullable Node node() {
    Node running = node;
    return running != null && running.life().alive() ? running : null;
  }

  void start() {
    node = new Node(world, new Life(world, name, world.split()), store, checkpoints);
  }

  void loseViews() {
    store = new MemoryViewStore();
  }

  /** Damages a checkpoint; gives what was done, null if there is none. */
  @Nullable String damageCheckpoint(SplittableRandom chance) {
    return checkpoints.damage(chance);
  }
}

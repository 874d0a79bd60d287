package dev.snapledger.simulation.world;

import dev.snapledger.blockstore.BlockStores;
import dev.snapledger.blockstore.api.BlockStoreException;
import dev.snapledger.simulation.disk.BytesModel;
import dev.snapledger.simulation.disk.SimulatedDisk.Damaged;
import dev.snapledger.workers.NodeDied;
import java.util.SplittableRandom;

/** Faults that no call brings about. For one thread. */
final class Accidents {
  private final World world;
  private final SplittableRandom chance;

  Accidents(World world, SplittableRandom chance) {
    this.world = world;
    this.chance = chance;
  }

  /** One of them, as chance wants. */
  void breakSomething() {
    Host host = world.hosts().get(chance.nextInt(world.hosts().size()));
    switch (chance.nextInt(10)) {
      case 0 -> {
        world.trace().fault(Fault.REBALANCED, "partitions move");
        world.log().shuffle();
      }
      case 1 -> stop(host);
      case 2 -> kill(host);
      case 3 -> {
        String damage = host.damageCheckpoint(chance);
        if (damage != null) {
          world.trace().fault(Fault.CHECKPOINT_DAMAGED, host.name() + " " + damage);
        }
      }
      case 4 -> {
        if (host.node() == null) {
          world.trace().fault(Fault.VIEWS_LOST, host.name());
          host.loseViews();
        }
      }
      case 5 -> {
        world.trace().fault(Fault.STORE_FULL, "soon");
        world.disk().fullWithin(20);
      }
      case 6 -> {
        world.trace().fault(Fault.SYNC_FAILED, "soon");
        world.disk().failSyncWithin(20);
      }
      case 7 -> flipBit();
      default -> world.disk().crashWithin(40);
    }
  }

  private void stop(Host host) {
    Node node = host.node();
    if (node != null && node.idle()) {
      world.trace().fault(Fault.NODE_STOPPED, host.name());
      try {
        node.stop();
      } catch (NodeDied e) {
        world.trace().say(host.name() + " is gone");
      }
    }
  }

  /** A process ends without a word, if the host has one. */
  void kill(Host host) {
    Node node = host.node();
    if (node != null) {
      world.checkViews(node);
      world.trace().fault(Fault.NODE_CRASHED, host.name() + " by itself");
      node.life().end();
    }
  }

  private void flipBit() {
    Damaged damaged = world.disk().damaged();
    world.trace().fault(Fault.BIT_FLIPPED, damaged.what());
    for (BytesModel.ReadableSnapshot snapshot : world.bytes().readable()) {
      try {
        String difference =
            world.bytes().difference(snapshot.id(), damaged.stores().region(snapshot.region()));
        if (difference != null) {
          world.findings().add("after " + damaged.what() + ": " + difference);
        }
      } catch (BlockStoreException e) {
        world.trace().say("detected: " + e.getClass().getSimpleName());
      }
    }
    close(damaged.stores());
  }

  private void close(BlockStores stores) {
    try {
      stores.close();
    } catch (BlockStoreException e) {
      world.trace().say("detected at closing: " + e.getClass().getSimpleName());
    }
  }
}

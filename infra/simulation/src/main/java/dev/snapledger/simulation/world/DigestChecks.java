package dev.snapledger.simulation.world;

import dev.snapledger.runtime.kafka.LogTopics;
import dev.snapledger.runtime.partition.StateDigest;
import dev.snapledger.simulation.check.StateCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;

/** Digests of states that processes were asked for, held to the log. For one thread. */
final class DigestChecks {
  private final World world;
  private final SplittableRandom chance;
  private final List<Asked> asked = new ArrayList<>();

  private record Asked(Node node, CompletableFuture<List<StateDigest>> digests) {}

  DigestChecks(World world, SplittableRandom chance) {
    this.world = world;
    this.chance = chance;
  }

  /** Asks a process for its digests; they are compared when they come. */
  void ask(Node node) {
    asked.add(new Asked(node, node.digests()));
  }

  /** Asks some process now and then, and compares what has come. */
  void take() {
    if (!world.calm() && chance.nextInt(100) == 0) {
      Node node = world.hosts().get(chance.nextInt(world.hosts().size())).node();
      if (node != null) {
        ask(node);
      }
    }
    asked.removeIf(this::taken);
  }

  private boolean taken(Asked one) {
    if (!one.digests().isDone()) {
      return !one.node().life().alive();
    }
    if (one.digests().isCompletedExceptionally()) {
      return true;
    }
    List<StateDigest> digests = one.digests().join();
    // A node knows that it committed before the markers are written that let others read it.
    if (!digests.stream().allMatch(this::readable)) {
      return false;
    }
    digests.forEach(live -> world.findings().addIfAny(StateCheck.difference(world.log(), live)));
    return true;
  }

  private boolean readable(StateDigest live) {
    return world.log().stableEnd(LogTopics.events(live.partition())) >= live.nextEventOffset();
  }

  /** Whether digests that were asked for are still to come. */
  boolean areAwaited() {
    return !asked.isEmpty();
  }
}

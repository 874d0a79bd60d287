package dev.snapledger.cli.demo;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;

/**
 * All that {@link BusyNode} shall do: a function of a seed, so that each life of the node knows
 * what those before it were at.
 */
record Plan(long seed, List<Step> steps) {
  private static final int LIVE_SNAPSHOTS_MIN = 3;

  Plan {
    steps = List.copyOf(steps);
  }

  /** A disk, and so many rounds of: change it, take a snapshot, and do one or two other things. */
  static Plan of(long seed, int rounds) {
    var random = new SplittableRandom(seed);
    var steps = new ArrayList<Step>(List.of(new Step.MakeDisk()));
    for (int round = 1; round <= rounds; round++) {
      steps.add(new Step.Change(round));
      steps.add(new Step.TakeIncremental("inc-" + round));
      for (int more = random.nextInt(1, 3); more > 0; more--) {
        steps.add(another(round * 10 + more, Expected.after(steps), random));
      }
    }
    return new Plan(seed, steps);
  }

  private static Step another(int number, Expected now, SplittableRandom random) {
    List<String> snapshots = List.copyOf(now.snapshots().keySet());
    List<String> here = snapshots.stream().filter(name -> !name.startsWith("copy-")).toList();
    List<String> incremental = here.stream().filter(name -> name.startsWith("inc-")).toList();
    List<String> disks = List.copyOf(now.restored().keySet());
    int choice = random.nextInt(6);
    if (choice == 0) {
      return new Step.TakeFull("full-" + number, choose(here, random));
    } else if (choice < 3) {
      return new Step.Restore("restored-" + number, choose(here, random));
    } else if (choice == 3 && incremental.size() >= LIVE_SNAPSHOTS_MIN) {
      return new Step.DropSnapshot(choose(snapshots, random));
    } else if (choice == 4 && !disks.isEmpty()) {
      return new Step.DropDisk(choose(disks, random));
    }
    return new Step.CopyToRegion("copy-" + number, choose(incremental, random));
  }

  private static String choose(List<String> names, SplittableRandom random) {
    return names.get(random.nextInt(names.size()));
  }

  /** Id of the one command of a step; a later life sends the same. */
  UUID commandId(int step) {
    return UUID.nameUUIDFromBytes((seed + "/" + step).getBytes(StandardCharsets.UTF_8));
  }
}

package dev.snapledger.faults.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * One fault of a run, as chosen by the seed.
 *
 * @param kind what happens
 * @param partition the partition whose leader it is about
 * @param member which of the members, from 0, in the order in which they were started
 * @param before how long after the faults before it
 * @param delay how long what was killed or sleeps stays so, beyond what the kind asks for
 */
record Fault(FaultKind kind, int partition, int member, Duration before, Duration delay) {
  private static final int BEFORE_MILLIS_MAX = 1_500;
  private static final int DELAY_MILLIS_MAX = 3_000;

  /** All kinds, in each round in another order. */
  static List<Fault> schedule(long seed, int rounds, int partitions, int members) {
    SplittableRandom choice = new SplittableRandom(seed);
    List<Fault> faults = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      List<FaultKind> kinds = new ArrayList<>(List.of(FaultKind.values()));
      while (!kinds.isEmpty()) {
        faults.add(
            new Fault(
                kinds.remove(choice.nextInt(kinds.size())),
                choice.nextInt(partitions),
                choice.nextInt(members),
                Duration.ofMillis(choice.nextInt(BEFORE_MILLIS_MAX)),
                Duration.ofMillis(choice.nextInt(DELAY_MILLIS_MAX))));
      }
    }
    return faults;
  }
}

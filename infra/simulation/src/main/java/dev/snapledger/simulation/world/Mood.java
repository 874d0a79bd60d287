package dev.snapledger.simulation.world;

import java.util.SplittableRandom;

/**
 * How rough a world is: chances out of 10,000. Each kind of fault is absent in some worlds, so that
 * bugs that only show without it are found as well.
 *
 * @param crash at each call
 * @param pause at each call
 * @param failure at each call that may fail
 * @param lost of each record
 * @param commit of each commit
 * @param scheduled of each step, for faults that no call brings about
 */
record Mood(int crash, int pause, int failure, int lost, int commit, int scheduled) {
  static final int OUT_OF = 10_000;

  static Mood of(SplittableRandom chance) {
    return new Mood(
        level(chance, 15),
        level(chance, 30),
        level(chance, 100),
        level(chance, 60),
        level(chance, 2_000),
        level(chance, 400));
  }

  private static int level(SplittableRandom chance, int max) {
    return chance.nextInt(4) == 0 ? 0 : chance.nextInt(max + 1);
  }
}

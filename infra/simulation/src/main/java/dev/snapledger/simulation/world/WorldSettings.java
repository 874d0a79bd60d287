package dev.snapledger.simulation.world;

/**
 * Which world it is.
 *
 * @param seed the only source of chance
 * @param steps steps before the world is healed
 * @param nodes number of nodes, 1 to 5
 * @param bug planted bug
 */
public record WorldSettings(long seed, int steps, int nodes, Bug bug) {
  /** Steps unless it is said otherwise. */
  public static final int STEPS = 1_500;

  /** Nodes unless it is said otherwise. */
  public static final int NODES = 3;

  public WorldSettings {
    if (steps < 1 || nodes < 1 || nodes > 5) {
      throw new IllegalArgumentException(
          "expected at least 1 step and 1 to 5 nodes, but found %d and %d".formatted(steps, nodes));
    }
  }

  /** The product as it is, in a world of the usual size. */
  public static WorldSettings of(long seed) {
    return new WorldSettings(seed, STEPS, NODES, Bug.NONE);
  }
}

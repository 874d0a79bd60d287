package dev.snapledger.server.health;

/**
 * How one part of a node is.
 *
 * @param name which part, in lower case
 * @param state how it is
 * @param detail for people: what is not well, in words of ours; anybody may read it, so it holds no
 *     text of a failure and no name of a resource. Empty when all is well
 */
public record HealthCheck(String name, State state, String detail) {
  /** How a part is. */
  public enum State {
    /** Well. */
    UP,
    /** Somebody should look, but the node serves. */
    DEGRADED,
    /** The node does not serve because of it. */
    DOWN
  }

  /** A part that is well. */
  public static HealthCheck up(String name) {
    return new HealthCheck(name, State.UP, "");
  }

  /** A part that somebody should look at. */
  public static HealthCheck degraded(String name, String detail) {
    return new HealthCheck(name, State.DEGRADED, detail);
  }

  /** A part that keeps the node from serving. */
  public static HealthCheck down(String name, String detail) {
    return new HealthCheck(name, State.DOWN, detail);
  }
}

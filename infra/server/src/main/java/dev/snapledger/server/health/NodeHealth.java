package dev.snapledger.server.health;

/** Asks a node how it is. Safe for many threads; answers at once. */
public interface NodeHealth {
  /** Whether the process lives; what does not get better by a restart is not in it. */
  HealthReport live();

  /** Whether the start is over: state read back, views caught up. */
  HealthReport started();

  /** Whether commands are taken and views are followed. */
  HealthReport ready();
}

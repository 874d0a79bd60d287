package dev.snapledger.workers;

/** Thrown out of every port once the node is dead. */
final class NodeDied extends Error {
  private static final long serialVersionUID = 1L;

  NodeDied(String where) {
    super(where);
  }
}

package dev.snapledger.workers;

/** Thrown out of every port once the node is dead. */
public final class NodeDied extends Error {
  private static final long serialVersionUID = 1L;

  public NodeDied(String where) {
    super(where);
  }
}

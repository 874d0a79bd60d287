package dev.snapledger.workers;

/** This node has no store for a region that the ledger knows; work there waits until it has. */
public final class UnknownRegionException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Says which region. */
  public UnknownRegionException(String region) {
    super("expected a store for region " + region + ", but found none");
  }
}

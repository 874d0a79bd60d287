package dev.snapledger.blockstore.scrub;

/** Holds reads back to a limit. */
@FunctionalInterface
public interface Pace {
  /** Reads as fast as the disk gives. */
  Pace UNLIMITED = _ -> {};

  /** Returns when so many bytes may be read. Called with no lock held. */
  void await(long bytes);
}

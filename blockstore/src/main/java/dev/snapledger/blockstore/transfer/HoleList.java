package dev.snapledger.blockstore.transfer;

import java.io.IOException;

/** Takes the holes of an export, on the thread that exports. */
public interface HoleList {
  /** Called in ascending order. */
  void add(Hole hole) throws IOException;

  /**
   * All holes are known. Called before the export gets its name, so that a list that is durable on
   * return is never missing beside a file with holes.
   */
  void complete() throws IOException;
}

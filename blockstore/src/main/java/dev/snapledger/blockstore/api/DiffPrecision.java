package dev.snapledger.blockstore.api;

/** How exact a diff is; both are whole 4 KiB parts and neither ever misses a change. */
public enum DiffPrecision {
  /**
   * What was written or cleared between the two images, without blocks that are the same stored
   * version at both. A part rewritten with equal bytes is listed. Reads no data.
   */
  TRACKED,

  /** TRACKED, less the parts whose bytes are equal at both ends. Reads the changed blocks. */
  CONTENT
}

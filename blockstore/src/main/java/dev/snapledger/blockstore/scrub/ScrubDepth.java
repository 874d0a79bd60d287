package dev.snapledger.blockstore.scrub;

/** How closely a scrub looks at each record. */
public enum ScrubDepth {
  /** Checksums of headers and stored bytes; every reference agrees with its record. Disk speed. */
  SHALLOW,

  /**
   * SHALLOW, and every block is restored and compared with its CRC32C and SHA-256, every image with
   * its root digest.
   */
  DEEP
}

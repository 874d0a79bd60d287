package dev.snapledger.blockstore.scrub;

/** Puts a sound block in the place of a broken record. */
@FunctionalInterface
public interface RecordHealer {
  /**
   * Makes everything that refers to a record read this block from now on. Durable on return.
   *
   * @param locator of the broken record
   * @param block its 65,536 bytes, compared with its checksums by the caller
   */
  void heal(long locator, byte[] block);
}

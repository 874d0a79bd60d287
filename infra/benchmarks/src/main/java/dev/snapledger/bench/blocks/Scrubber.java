package dev.snapledger.bench.blocks;

import dev.snapledger.blockstore.api.BlockStore;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Checks all stored bytes of a store.
 *
 * <p>The seam for {@code scrub_vs_read}: the figure is left out as long as {@link #wired} is null.
 */
@FunctionalInterface
interface Scrubber {
  /**
   * Measured: reads and checks everything.
   *
   * @throws dev.snapledger.bench.disk.MismatchException if something is wrong
   */
  void scrub(BlockStore store) throws IOException;

  /** The product's; null until it has one. */
  static @Nullable Scrubber wired() {
    return null;
  }
}

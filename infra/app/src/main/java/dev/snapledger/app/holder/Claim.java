package dev.snapledger.app.holder;

import dev.snapledger.blockstore.object.TakeOver;
import java.io.IOException;

/**
 * Opens the blocks and begins to work with them.
 *
 * @param <H> what comes of it
 */
@FunctionalInterface
public interface Claim<H> {
  /**
   * Becomes the holder.
   *
   * @throws dev.snapledger.blockstore.file.LockedException if another node is, and may not be
   *     pushed out
   */
  H open(TakeOver takeOver) throws IOException;
}

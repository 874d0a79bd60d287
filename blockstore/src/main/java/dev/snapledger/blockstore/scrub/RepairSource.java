package dev.snapledger.blockstore.scrub;

import dev.snapledger.blockstore.api.BlockDigest;
import dev.snapledger.blockstore.api.ImageId;
import org.jspecify.annotations.Nullable;

/** Where sound copies of broken blocks come from. */
@FunctionalInterface
public interface RepairSource {
  /**
   * Finds a copy and compares it; a copy that does not match is none.
   *
   * @param image in the damaged store
   * @param crc32c of the block's 65,536 bytes, from the delta
   * @param digest SHA-256 of them, from the record's header; null if that is damaged, too
   * @return null if there is no sound copy
   */
  @Nullable SoundBlock find(
      ImageId image, int blockIndex, int crc32c, @Nullable BlockDigest digest);
}

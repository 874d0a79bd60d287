package dev.snapledger.simulation.disk;

import dev.snapledger.blockstore.geometry.Geometry;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Bytes of a block by a number: 0 is a block of zeros. */
final class BlockContent {
  private BlockContent() {}

  static byte[] bytes(int seed) {
    byte[] bytes = new byte[Geometry.BLOCK_BYTES];
    if (seed % 3 == 1) {
      Arrays.fill(bytes, (byte) seed); // Compresses well.
    } else if (seed != 0) {
      new SplittableRandom(seed).nextBytes(bytes);
    }
    bytes[17] = (byte) seed;
    return bytes;
  }
}

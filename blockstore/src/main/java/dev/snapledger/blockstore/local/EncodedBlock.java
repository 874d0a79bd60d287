package dev.snapledger.blockstore.local;

import dev.snapledger.blockstore.api.BlockDigest;
import org.jspecify.annotations.Nullable;

/**
 * One block ready to be stored.
 *
 * @param payload stored form in its first {@code storedBytes} bytes; null for a zero block
 */
@SuppressWarnings(
    "ArrayRecordComponent") // Never compared; copying 64 KiB would cost more than it guards.
record EncodedBlock(
    int dataMask, int crc32c, BlockDigest digest, byte @Nullable [] payload, int storedBytes) {
  static final EncodedBlock ZERO = new EncodedBlock(0, 0, BlockDigest.ZERO, null, 0);
}

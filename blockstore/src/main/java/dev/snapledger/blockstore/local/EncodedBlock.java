package dev.snapledger.blockstore.local;

import dev.snapledger.blockstore.api.BlockDigest;
import org.jspecify.annotations.Nullable;

/**
 * One block ready to be stored.
 *
 * @param payload stored form in its first {@code storedBytes} bytes; null for a zero block
 * @param storedCrc CRC32C of these bytes
 */
@SuppressWarnings(
    "ArrayRecordComponent") // Never compared; copying 64 KiB would cost more than it guards.
record EncodedBlock(
    int dataMask,
    int crc32c,
    BlockDigest digest,
    byte @Nullable [] payload,
    int storedBytes,
    int storedCrc) {
  static final EncodedBlock ZERO = new EncodedBlock(0, 0, BlockDigest.ZERO, null, 0, 0);
}

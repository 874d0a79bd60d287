package dev.snapledger.blockstore.local;

import dev.snapledger.blockstore.api.BlockDigest;

/**
 * A block that was written.
 *
 * @param locator of its record, which may be older than the block; {@link Locator#NONE} if it is
 *     zero
 */
record StoredBlock(int dataMask, int crc32c, BlockDigest digest, long locator) {}

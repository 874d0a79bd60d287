package dev.snapledger.blockstore.scrub;

import dev.snapledger.blockstore.api.ImageId;

/**
 * A copy of a broken block, compared with what is known of that.
 *
 * @param region where it was found
 * @param image whose block it is there
 * @param bytes exactly 65,536, zero beyond the end of the disk
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record SoundBlock(String region, ImageId image, byte[] bytes) {}

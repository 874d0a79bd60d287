package dev.snapledger.blockstore.transfer;

import dev.snapledger.blockstore.api.SealedImage;

/**
 * Result of a copy to another region.
 *
 * @param movedBytes bytes of changed blocks sent, 65,536 each, before compression; counts those
 *     sent before a crash too
 */
public record CopyReport(SealedImage image, long movedBytes) {}

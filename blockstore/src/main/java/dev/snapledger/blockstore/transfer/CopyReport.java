package dev.snapledger.blockstore.transfer;

import dev.snapledger.blockstore.api.SealedImage;

/**
 * Result of a copy to another region; the same however often the copy was begun or repeated.
 *
 * @param movedBytes bytes of blocks with data sent, 65,536 each, before compression; counts those
 *     sent before a crash too, and nothing for a block that became zero
 */
public record CopyReport(SealedImage image, long movedBytes) {}

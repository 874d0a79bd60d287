package dev.snapledger.blockstore.api;

import org.jspecify.annotations.Nullable;

/**
 * What a store knows of one sealed image; the same answer for ever, also after its neighbours are
 * deleted.
 *
 * @param sequence place in its chain, from 1, growing
 * @param parent the image it was layered on when sealed, even if deleted since; null for the first
 * @param origin the image in another region it was copied from; null if it was sealed here
 * @param sizeBytes size of the disk at that point in time
 * @param changedBlocks number of entries of its delta
 * @param changedBytes 4,096 for each part written or cleared since the parent
 * @param storedBytes bytes in data segments of the block versions its delta points at
 * @param rootDigest SHA-256 over parent's root, size, and (block, digest) of each changed block;
 *     see docs/internals/delta-format.md#root
 */
public record SealedImage(
    ImageId image,
    ChainId chain,
    long sequence,
    @Nullable ImageId parent,
    @Nullable ImageId origin,
    long sizeBytes,
    long changedBlocks,
    long changedBytes,
    long storedBytes,
    BlockDigest rootDigest) {}

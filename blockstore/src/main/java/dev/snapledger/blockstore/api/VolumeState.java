package dev.snapledger.blockstore.api;

import org.jspecify.annotations.Nullable;

/**
 * What a store knows of one volume.
 *
 * @param chain where its images go
 * @param source the image that unfilled blocks are read from; null once hydrated or if made empty
 */
public record VolumeState(
    VolumeId volume, ChainId chain, long sizeBytes, @Nullable ImageId source) {}

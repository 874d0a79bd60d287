package dev.snapledger.blockstore.transfer;

import dev.snapledger.blockstore.api.ChainId;
import dev.snapledger.blockstore.api.ImageId;

/**
 * What to copy and under which name.
 *
 * @param image in the source store
 * @param targetImage the id of the copy in the target store
 * @param chain of the target store, without a volume there; the copy is layered on its newest image
 */
public record CopyRequest(ImageId image, ImageId targetImage, ChainId chain) {}

package dev.snapledger.blockstore.local;

import dev.snapledger.blockstore.api.BlockDigest;

/** A block changed since the last seal: its version and, for the root of the next image, digest. */
record HeadRow(BlockVersion version, BlockDigest digest) {}

package dev.snapledger.blockstore.local;

/** What all parts of one open store share. */
record StoreContext(
    StoreDirectory directory,
    SegmentStore segments,
    BlockWriter writer,
    IndexMemory memory,
    StoreLimits limits) {}

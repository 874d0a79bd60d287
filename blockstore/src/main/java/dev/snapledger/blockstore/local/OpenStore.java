package dev.snapledger.blockstore.local;

/** An open store for work that is no request itself and makes many. */
record OpenStore(StoreContext context, StoreState state, Requests requests) {
  SegmentStore segments() {
    return context.segments();
  }
}

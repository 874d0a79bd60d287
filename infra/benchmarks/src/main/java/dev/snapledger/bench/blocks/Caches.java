package dev.snapledger.bench.blocks;

/** Whether the page cache of the whole machine may be emptied, for cold reads. */
enum Caches {
  DROP,
  KEEP
}

package dev.snapledger.blockstore.api;

/**
 * How a store keeps what is written from now on. No format depends on it: a store may be opened
 * with other options at any time.
 *
 * @param dedup where a new block is compared with those stored before
 * @param indexBytesMax memory of the process, outside the heap, for what the store knows of its
 *     blocks; what is beyond it is in scratch files
 */
public record StoreOptions(DedupScope dedup, Compression compression, long indexBytesMax) {
  /** What a store does when nothing is asked for: 1 GiB of index. */
  public static final StoreOptions DEFAULT =
      new StoreOptions(DedupScope.FAMILY, Compression.ZSTD, 1L << 30);

  /** These options with another scope. */
  public StoreOptions with(DedupScope scope) {
    return new StoreOptions(scope, compression, indexBytesMax);
  }

  /** These options with another compression. */
  public StoreOptions with(Compression chosen) {
    return new StoreOptions(dedup, chosen, indexBytesMax);
  }
}

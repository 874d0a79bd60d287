package dev.snapledger.blockstore.api;

/**
 * How a store keeps what is written from now on. No format depends on it: a store may be opened
 * with other options at any time.
 *
 * @param dedup where a new block is compared with those stored before
 */
public record StoreOptions(DedupScope dedup, Compression compression) {
  /** What a store does when nothing is asked for. */
  public static final StoreOptions DEFAULT = new StoreOptions(DedupScope.FAMILY, Compression.ZSTD);
}

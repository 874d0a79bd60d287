package dev.snapledger.projections.rocks;

import java.util.ArrayList;
import java.util.List;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.CompactionStyle;
import org.rocksdb.CompressionType;
import org.rocksdb.IndexType;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksObject;
import org.rocksdb.WriteBufferManager;

/**
 * How a database is opened. Native memory is bounded: so many bytes for blocks, filters and
 * indexes, so many for unwritten rows, and what open cursors hold.
 */
public final class RocksSettings implements AutoCloseable {
  private static final int WRITE_BUFFERS = 3;
  private static final long WAL_BYTES_MAX = 128L << 20;
  private static final int FILES_OPEN_MAX = 512;
  private static final int BLOCK_BYTES = 16 << 10;
  private static final int BLOOM_BITS = 10;

  /** Small, so that the part of a filter or index that a look-up needs always finds room. */
  private static final int METADATA_BLOCK_BYTES = 4 << 10;

  /**
   * Few shards: a cache of many small ones cannot keep a block that is larger than one, and then
   * every look-up reads the block again.
   */
  private static final int CACHE_SHARD_BITS = 2;

  /** Part of the unwritten rows' memory that is their filter. */
  private static final double MEMTABLE_BLOOM_RATIO = 0.02;

  /** Tables of like size before they are merged into one. */
  private static final int RUNS_MIN = 8;

  private final List<RocksObject> owned = new ArrayList<>();
  private final Options options;

  /** How tables are merged in the background. */
  public enum Merging {
    /** In levels: a look-up reads few tables, and a row is written again about ten times. */
    LEVELS,
    /**
     * Those of like size: a look-up asks the filters of more tables; a row is written again a few
     * times.
     */
    RUNS
  }

  /**
   * Options of one database.
   *
   * @param blockCacheBytes memory for blocks, filters and indexes
   * @param writeBuffersBytes memory for unwritten rows
   */
  public RocksSettings(long blockCacheBytes, long writeBuffersBytes, Merging merging) {
    // The write buffers are charged to the cache: with less, they would leave no room for blocks.
    Cache cache = own(new LRUCache(blockCacheBytes + writeBuffersBytes, CACHE_SHARD_BITS));
    BlockBasedTableConfig tables =
        new BlockBasedTableConfig()
            .setBlockCache(cache)
            .setBlockSize(BLOCK_BYTES)
            .setCacheIndexAndFilterBlocks(true)
            .setPinL0FilterAndIndexBlocksInCache(true)
            .setIndexType(IndexType.kTwoLevelIndexSearch)
            .setPartitionFilters(true)
            .setMetadataBlockSize(METADATA_BLOCK_BYTES)
            .setFilterPolicy(own(new BloomFilter(BLOOM_BITS, false)));
    options =
        own(new Options())
            .setCreateIfMissing(true)
            .setTableFormatConfig(tables)
            .setCompressionType(CompressionType.LZ4_COMPRESSION)
            .setWriteBufferManager(own(new WriteBufferManager(writeBuffersBytes, cache)))
            .setWriteBufferSize(writeBuffersBytes / WRITE_BUFFERS)
            .setMemtablePrefixBloomSizeRatio(MEMTABLE_BLOOM_RATIO)
            .setMemtableWholeKeyFiltering(true)
            .setMaxTotalWalSize(WAL_BYTES_MAX)
            .setMaxOpenFiles(FILES_OPEN_MAX)
            .setMaxBackgroundJobs(2)
            .setKeepLogFileNum(2)
            .setInfoLogLevel(InfoLogLevel.WARN_LEVEL);
    switch (merging) {
      case LEVELS -> options.setLevelCompactionDynamicLevelBytes(true);
      case RUNS ->
          options
              .setCompactionStyle(CompactionStyle.UNIVERSAL)
              .setLevel0FileNumCompactionTrigger(RUNS_MIN);
    }
  }

  /** The options; they live as long as this. */
  public Options options() {
    return options;
  }

  private <T extends RocksObject> T own(T object) {
    owned.add(object);
    return object;
  }

  /** To be called after the database is closed. */
  @Override
  public void close() {
    owned.reversed().forEach(RocksObject::close);
  }
}

package dev.snapledger.projections.engine;

import dev.snapledger.projections.row.Key;
import dev.snapledger.projections.row.KeyReader;
import dev.snapledger.projections.row.KeyWriter;
import dev.snapledger.projections.row.RowFormat;
import dev.snapledger.projections.row.RowReader;
import dev.snapledger.projections.row.RowWriter;

/**
 * How far each partition of each feed is applied: a table like any other, written with the rows.
 */
public final class AppliedOffsets {
  /**
   * Key: feed u8 (1 events, 2 block maps), partition u32. Row: offset of the next record to be
   * read.
   */
  public static final ViewTable<Long> TABLE =
      new ViewTable<>(
          1,
          "applied-offsets",
          RowFormat.of(1, RowWriter::number, RowReader::number),
          AppliedOffsets::keyText);

  private AppliedOffsets() {}

  /** Offset of the next record to be read; 0 if none was. */
  public static long find(ViewReader reader, Feed feed, int partition) {
    Long offset = reader.find(TABLE, key(feed, partition));
    return offset == null ? 0 : offset;
  }

  static void put(ViewBatch batch, Feed feed, int partition, long appliedOffset) {
    batch.put(TABLE, key(feed, partition), appliedOffset);
  }

  private static Key key(Feed feed, int partition) {
    return new KeyWriter().u8(feed.number()).u32(partition).key();
  }

  private static String keyText(Key key) {
    KeyReader in = new KeyReader(key);
    return (in.u8() == Feed.EVENTS.number() ? Feed.EVENTS : Feed.BLOCK_MAPS)
        + ", partition "
        + in.u32();
  }
}

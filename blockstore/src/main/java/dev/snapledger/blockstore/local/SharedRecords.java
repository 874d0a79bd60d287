package dev.snapledger.blockstore.local;

import dev.snapledger.blockstore.api.BlockDigest;
import dev.snapledger.blockstore.api.BlockStoreException;
import dev.snapledger.blockstore.api.ChainId;
import dev.snapledger.blockstore.api.CorruptDataException;
import dev.snapledger.blockstore.api.StoreFaultException;
import java.io.IOException;
import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds a stored record for a block that is to be written, so that equal blocks are stored once.
 *
 * <p>A record is used only after its bytes were read, checked, and compared, so a rotten one never
 * stands for another block. If it should have been equal, the good bytes take its place wherever it
 * is used. Any thread may call.
 */
final class SharedRecords {
  private static final Logger LOG = LoggerFactory.getLogger(SharedRecords.class);

  private final SegmentStore segments;
  private final DedupIndex index;

  /**
   * What was found.
   *
   * @param locator a record with these bytes, referred to once more; or {@link Locator#NONE}
   * @param rotten a damaged record that should have these bytes; or {@link Locator#NONE}
   */
  record Match(long locator, long rotten) {
    static final Match NOTHING = new Match(Locator.NONE, Locator.NONE);
  }

  SharedRecords(SegmentStore segments, DedupIndex index) {
    this.segments = segments;
    this.index = index;
  }

  Match find(ChainId chain, BlockDigest digest, int crc32c, byte[] block) {
    long candidate = index.find(chain, digest);
    if (candidate == Locator.NONE || !segments.share(candidate)) {
      return Match.NOTHING;
    }
    BlockVersion version = new BlockVersion(0, 0, 0, crc32c, candidate);
    Match match = Match.NOTHING;
    try {
      if (segments.records().digest(version, "an equal block").equals(digest)) {
        match = compare(version, block);
      }
    } catch (CorruptDataException | StoreFaultException e) {
      LOG.debug("A record is not shared: {}", e.getMessage());
    }
    if (match.locator() == Locator.NONE) {
      segments.release(candidate);
    }
    return match;
  }

  private Match compare(BlockVersion version, byte[] block) {
    try {
      return Arrays.equals(segments.records().read(version, "an equal block"), block)
          ? new Match(version.locator(), Locator.NONE)
          : Match.NOTHING;
    } catch (CorruptDataException e) {
      LOG.warn("A damaged record gets its bytes back: {}", e.getMessage());
      return new Match(Locator.NONE, version.locator());
    }
  }

  void remember(ChainId chain, BlockDigest digest, long locator) {
    index.put(chain, digest, locator);
  }

  /**
   * Lets the name of a damaged record lead to a good one with the same digest. If that fails, the
   * record stays as it was; if its segment was removed since it was found, nobody needs it.
   */
  void heal(long rotten, long good) {
    if (!segments.holds(rotten)) {
      return;
    }
    try {
      segments.sync();
      segments.forward(rotten, good);
    } catch (IOException | BlockStoreException e) {
      LOG.warn("The record in {} stays damaged: {}", Locator.describe(rotten), e.toString());
    }
  }
}

package dev.snapledger.cli.scrub;

import dev.snapledger.blockstore.scrub.BrokenRecord;
import dev.snapledger.blockstore.scrub.ScrubReport;
import dev.snapledger.blockstore.scrub.SoundBlock;
import java.time.Duration;
import java.util.Map;

/**
 * What the scrub of one region found.
 *
 * @param took how long it took
 * @param copies for broken records with a sound copy: where that is; without its bytes
 */
record RegionScrub(
    String region, ScrubReport report, Duration took, Map<BrokenRecord, Copy> copies) {
  /** Region and image in which a sound copy of a block was found, and whether it was used. */
  record Copy(String region, String image, boolean healed) {
    static Copy of(SoundBlock block, boolean healed) {
      return new Copy(block.region(), block.image().toString(), healed);
    }
  }

  RegionScrub {
    copies = Map.copyOf(copies);
  }

  RegionScrub withCopies(Map<BrokenRecord, Copy> found) {
    return new RegionScrub(region, report, took, found);
  }

  /** Whether all of it was looked at and is sound. */
  boolean verified() {
    return report.clean() && report.end() == ScrubReport.End.COMPLETE;
  }
}

package dev.snapledger.blockstore.scrub;

import dev.snapledger.blockstore.api.BlockDigest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A stored block that something refers to and that cannot be read as it was written.
 *
 * @param locator what refers to it says about where it is; see
 *     docs/internals/segment-format.md#locator
 * @param segment number of its data segment
 * @param position of its header in the segment, in bytes
 * @param crc32c what refers to it says about the block's 65,536 bytes
 * @param digest SHA-256 of the block; null if its header is not to be trusted
 * @param places where it belongs; not empty
 */
public record BrokenRecord(
    long locator,
    int segment,
    long position,
    int crc32c,
    @Nullable BlockDigest digest,
    Flaw flaw,
    List<Place> places) {
  /**
   * One block of the disks that need the record.
   *
   * @param victims those that show it, oldest first; empty if it was overwritten since and is kept
   *     only in case that is lost
   */
  public record Place(int blockIndex, List<Victim> victims) {
    public Place {
      victims = List.copyOf(victims);
    }
  }

  public BrokenRecord {
    places = List.copyOf(places);
  }

  /** Where it is and what is wrong, for people. */
  public String text() {
    return "segment " + segment + " at " + position + ": " + flaw.text();
  }
}

package dev.snapledger.blockstore.scrub;

import dev.snapledger.blockstore.geometry.Geometry;
import dev.snapledger.blockstore.geometry.PageRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.roaringbitmap.PeekableIntIterator;
import org.roaringbitmap.RoaringBitmap;

/**
 * What a scrub found.
 *
 * @param broken records that something refers to, by segment and position
 * @param unreadable what is wrong apart from records: deltas, journals, roots
 */
public record ScrubReport(
    ScrubDepth depth,
    End end,
    Coverage coverage,
    List<BrokenRecord> broken,
    List<Unreadable> unreadable) {
  /** Most broken records one scrub reports and a store has in quarantine. */
  public static final int BROKEN_MAX = 1 << 16;

  /** How it ended. */
  public enum End {
    /** Everything that was there when it began was looked at, or went meanwhile. */
    COMPLETE,
    STOPPED,

    /** After {@link #BROKEN_MAX} broken records: this disk is to be replaced, not listed. */
    TOO_MUCH_DAMAGE
  }

  /**
   * What was looked at.
   *
   * @param doneBytes bytes of data segments read
   * @param totalBytes length of the data segments when it began
   * @param records whole records met
   * @param references references compared with their records
   * @param roots root digests of images recomputed
   * @param rootsLeftOut images whose root needs one that is gone, or a record that is broken
   * @param strayPlaces places with no sound record that nothing refers to, as a crash leaves them
   */
  public record Coverage(
      long doneBytes,
      long totalBytes,
      long records,
      long references,
      long roots,
      long rootsLeftOut,
      long strayPlaces) {}

  /** Something that is not a record, named for people, and what is wrong with it. */
  public record Unreadable(String what, String reason) {}

  /** A disk and the parts of it that cannot be read, in whole blocks cut to the disk, ascending. */
  public record Damage(Victim victim, List<PageRange> ranges) {
    public Damage {
      ranges = List.copyOf(ranges);
    }

    public long lengthBytes() {
      return ranges.stream().mapToLong(PageRange::lengthBytes).sum();
    }
  }

  public ScrubReport {
    broken = List.copyOf(broken);
    unreadable = List.copyOf(unreadable);
  }

  /** Whether all that was looked at is sound. */
  public boolean clean() {
    return broken.isEmpty() && unreadable.isEmpty();
  }

  /** The broken records whose block cannot be read once more, by what they hit. */
  public List<Damage> damages() {
    Map<Victim, RoaringBitmap> blocks = new TreeMap<>();
    for (BrokenRecord record : unreadableRecords()) {
      for (BrokenRecord.Place place : record.places()) {
        for (Victim victim : place.victims()) {
          blocks.computeIfAbsent(victim, _ -> new RoaringBitmap()).add(place.blockIndex());
        }
      }
    }
    List<Damage> damages = new ArrayList<>();
    blocks.forEach((victim, hit) -> damages.add(new Damage(victim, ranges(victim, hit))));
    return damages;
  }

  private List<BrokenRecord> unreadableRecords() {
    return broken.stream().filter(record -> record.flaw().block() != Flaw.Block.SOUND).toList();
  }

  private static List<PageRange> ranges(Victim victim, RoaringBitmap blocks) {
    List<PageRange> ranges = new ArrayList<>();
    PeekableIntIterator ascending = blocks.getIntIterator();
    while (ascending.hasNext()) {
      int block = ascending.next();
      long start = Geometry.startOf(block);
      long end = Math.min(start + Geometry.BLOCK_BYTES, victim.sizeBytes());
      PageRange last = ranges.isEmpty() ? null : ranges.getLast();
      if (last != null && last.endByte() == start) {
        ranges.removeLast();
        ranges.add(new PageRange(last.startByte(), end));
      } else {
        ranges.add(new PageRange(start, end));
      }
    }
    return ranges;
  }
}

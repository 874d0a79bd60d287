package dev.snapledger.blockstore.local;

import dev.snapledger.blockstore.scrub.ScrubReport;
import java.util.Arrays;
import java.util.function.LongPredicate;

/**
 * Places in segments where there is no sound record; a run of them counts as one. Whether they are
 * damage is known once it is known what refers to them.
 */
final class StrayPlaces {
  private long[] places = new long[64];
  private int kept;
  private long more;
  private long next = -1;

  /** A place as a number: the locator's segment and position. */
  static long of(long locator) {
    return locator & ~0xFFFFL;
  }

  void add(int segment, long position) {
    long place = of(Locator.of(segment, position, 1));
    if (place != next) {
      keep(place);
    }
    next = of(Locator.of(segment, position + Locator.UNIT_BYTES, 1));
  }

  private void keep(long place) {
    if (kept == ScrubReport.BROKEN_MAX) {
      more++;
      return;
    }
    if (kept == places.length) {
      places = Arrays.copyOf(places, kept * 2);
    }
    places[kept++] = place;
  }

  /** Forgets all, and says how many were not the start of something that is referred to. */
  long takeUnreferenced(LongPredicate referenced) {
    long unreferenced =
        more + Arrays.stream(places, 0, kept).filter(place -> !referenced.test(place)).count();
    kept = 0;
    more = 0;
    next = -1;
    return unreferenced;
  }
}

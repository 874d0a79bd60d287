package dev.snapledger.blockstore.local;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The records in some segments that chains, volumes and uploads refer to.
 *
 * <p>Found by one walk over all metadata, 8 bytes of memory a reference. Each step of the walk is a
 * request of its own, so what is found is not one moment's state: {@link Compaction} says why that
 * is enough. Not thread-safe.
 */
final class LiveRecords {
  private final SegmentStore segments;
  private final Map<Integer, References> bySegment = new HashMap<>();

  /** Places of the records referred to in one segment; each as often as it is referred to. */
  static final class References {
    private long[] places = new long[64];
    private int count;

    private void add(long place) {
      if (count == places.length) {
        places = Arrays.copyOf(places, count * 2);
      }
      places[count++] = place;
    }

    /** Told each record once, in ascending order of positions. */
    interface Visitor {
      void visit(long place, int references);
    }

    void forEach(Visitor visitor) {
      int next;
      for (int at = 0; at < count; at = next) {
        next = at + 1;
        while (next < count && places[next] == places[at]) {
          next++;
        }
        visitor.visit(places[at], next - at);
      }
    }

    /** Bytes the records take in the file, each once. */
    long bytes() {
      long[] bytes = {0};
      forEach((place, _) -> bytes[0] += Locator.recordBytes(place));
      return bytes[0];
    }
  }

  private LiveRecords(SegmentStore segments, List<Segment> of) {
    this.segments = segments;
    of.forEach(segment -> bySegment.put(segment.number, new References()));
  }

  static LiveRecords scan(
      Requests requests, StoreState state, SegmentStore segments, List<Segment> of) {
    LiveRecords found = new LiveRecords(segments, of);
    for (Chain chain : List.copyOf(state.chains.values())) {
      requests.reading(
          chain.lock.readLock(),
          () -> chain.forEachNeeded((layer, _, rank) -> found.add(layer.delta.locator(rank))));
    }
    for (Volume volume : List.copyOf(state.volumes.values())) {
      requests.reading(volume.readLock(), () -> volume.head.forEachName(found::add));
    }
    for (Head upload : List.copyOf(state.uploads.values())) {
      requests.reading(upload.uploadLock, () -> upload.forEachName(found::add));
    }
    // Locators of one segment order by position.
    found.bySegment.values().forEach(records -> Arrays.sort(records.places, 0, records.count));
    return found;
  }

  private void add(long locator) {
    long place = segments.place(locator);
    References records = bySegment.get(Locator.segment(place));
    if (records != null) {
      records.add(place);
    }
  }

  References of(Segment segment) {
    References records = bySegment.get(segment.number);
    return records == null ? new References() : records;
  }
}

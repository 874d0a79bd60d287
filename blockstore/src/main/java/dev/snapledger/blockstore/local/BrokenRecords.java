package dev.snapledger.blockstore.local;

import dev.snapledger.blockstore.scrub.BrokenRecord;
import dev.snapledger.blockstore.scrub.Flaw;
import dev.snapledger.blockstore.scrub.ScrubReport;
import dev.snapledger.blockstore.scrub.Victim;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The broken records that references led to, and where they belong. For one thread. */
final class BrokenRecords {
  private final Map<RecordKey, Entry> entries = new TreeMap<>();
  private final Set<Long> places = new HashSet<>();

  private record Entry(RecordCheck.Result result, Flaw flaw, List<BrokenRecord.Place> places) {}

  int count() {
    return entries.size();
  }

  boolean isFull() {
    return entries.size() >= ScrubReport.BROKEN_MAX;
  }

  /** What was found before, or null. */
  RecordCheck.@Nullable Result find(RecordKey key) {
    Entry entry = entries.get(key);
    return entry == null ? null : entry.result();
  }

  void add(RecordKey key, RecordCheck.Result result, Flaw flaw, BrokenRecord.Place place) {
    List<BrokenRecord.Place> known =
        entries.computeIfAbsent(key, _ -> new Entry(result, flaw, new ArrayList<>(1))).places();
    // Several references to one record are most often of one block: of copies and filled disks.
    for (int i = 0; i < known.size(); i++) {
      if (known.get(i).blockIndex() == place.blockIndex()) {
        known.set(i, union(known.get(i), place));
        return;
      }
    }
    known.add(place);
    places.add(StrayPlaces.of(key.locator()));
  }

  private static BrokenRecord.Place union(BrokenRecord.Place a, BrokenRecord.Place b) {
    Set<Victim> victims = new LinkedHashSet<>(a.victims());
    return victims.addAll(b.victims())
        ? new BrokenRecord.Place(a.blockIndex(), List.copyOf(victims))
        : a;
  }

  /** Whether a broken record starts there. */
  boolean isAt(long place) {
    return places.contains(place);
  }

  Map<RecordKey, Flaw> flaws() {
    Map<RecordKey, Flaw> flaws = new TreeMap<>();
    entries.forEach((key, entry) -> flaws.put(key, entry.flaw()));
    return flaws;
  }

  /** By segment and position. */
  List<BrokenRecord> list() {
    List<BrokenRecord> list = new ArrayList<>(entries.size());
    entries.forEach(
        (key, entry) ->
            list.add(
                new BrokenRecord(
                    key.locator(),
                    Locator.segment(key.locator()),
                    Locator.position(key.locator()),
                    key.crc32c(),
                    entry.result().digest(),
                    entry.flaw(),
                    entry.places())));
    return list;
  }
}

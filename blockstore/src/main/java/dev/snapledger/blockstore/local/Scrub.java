package dev.snapledger.blockstore.local;

import dev.snapledger.blockstore.scrub.Flaw;
import dev.snapledger.blockstore.scrub.ScrubDepth;
import dev.snapledger.blockstore.scrub.ScrubListener;
import dev.snapledger.blockstore.scrub.ScrubReport;
import dev.snapledger.blockstore.scrub.ScrubReport.Coverage;
import dev.snapledger.blockstore.scrub.ScrubReport.Unreadable;
import dev.snapledger.blockstore.scrub.ScrubRequest;
import dev.snapledger.blockstore.scrub.ScrubRequest.Findings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads all segments in order, compares everything that refers to a record with what was read, and
 * notes what is broken.
 *
 * <p>Segments are taken in groups ({@link SoundRecords}): a group is walked, then all references
 * are compared with it. A record that nothing refers to is no damage, however it looks: a crash
 * leaves such. For one thread; other requests go on beside it.
 */
final class Scrub {
  private final OpenStore store;
  private final ScrubRequest request;
  private final int lastNumber;
  private final List<Segment> all;
  private final ScrubBorder border;
  private final BrokenRecords broken = new BrokenRecords();
  private final SoundRecords sound;
  private final StrayPlaces strays = new StrayPlaces();
  private final List<Unreadable> unreadable = new ArrayList<>();
  private final RecordCheck check;
  private final ReferenceWalk references;
  private final RootCheck roots;
  private int decidedTo;
  private long strayPlaces;
  private long records;

  Scrub(OpenStore store, ScrubRequest request, ScrubListener listener, int groupRecordsMax) {
    this.store = store;
    this.request = request;
    // A segment made from here on is left to the next scrub.
    this.lastNumber = store.segments().appender().lastNumber();
    this.all =
        store.segments().all().stream().filter(segment -> segment.number <= lastNumber).toList();
    long totalBytes = all.stream().mapToLong(segment -> segment.endByte).sum();
    this.border = new ScrubBorder(listener, totalBytes, broken::count);
    this.sound = new SoundRecords(groupRecordsMax);
    this.check = new RecordCheck(store.segments(), request.depth());
    this.references = new ReferenceWalk(store, check, sound, broken, border);
    this.roots = new RootCheck(store, request.pace(), border, unreadable::add);
  }

  ScrubReport run() {
    border.look();
    new MetadataCheck(store, unreadable::add).run();
    walkGroups();
    if (request.depth() == ScrubDepth.DEEP) {
      roots.run();
    }
    if (request.findings() == Findings.QUARANTINE) {
      quarantine();
    }
    return new ScrubReport(
        request.depth(),
        border.end(),
        new Coverage(
            border.doneBytes(),
            border.totalBytes(),
            records,
            references.references(),
            roots.checked(),
            roots.leftOut(),
            strayPlaces),
        broken.list(),
        unreadable);
  }

  private void walkGroups() {
    try (SegmentWalk walk = new SegmentWalk(store, request, border, sound, strays)) {
      int next = 0;
      while (decidedTo < lastNumber && !border.hasEnded()) {
        sound.startGroup(decidedTo + 1);
        while (next < all.size() && !sound.isFull() && !border.hasEnded()) {
          walk.walk(all.get(next++));
        }
        // The last group goes on to numbers that nothing has, for what refers to lost segments.
        boolean last = next == all.size() && !border.hasEnded();
        int to = last ? lastNumber : next == 0 ? decidedTo : all.get(next - 1).number;
        sound.endGroup(to);
        references.walk();
        strayPlaces += strays.takeUnreferenced(broken::isAt);
        decidedTo = border.hasEnded() ? decidedTo : to;
      }
      records = walk.records();
    }
    if (!border.hasEnded()) {
      decidedTo = Locator.SEGMENT_NUMBER_MAX;
    }
  }

  /**
   * What is broken now, and what was and could not be looked at again. What was and is sound, or no
   * longer referred to, is forgotten; if something that may refer to it cannot be read, only what
   * is sound.
   */
  private void quarantine() {
    Map<RecordKey, Flaw> flaws = new TreeMap<>(broken.flaws());
    Quarantine quarantine = store.segments().quarantine();
    for (Map.Entry<RecordKey, Flaw> known : quarantine.records().entrySet()) {
      boolean kept = store.requests().using(() -> isKept(known.getKey()));
      if (kept && flaws.size() < ScrubReport.BROKEN_MAX) {
        flaws.putIfAbsent(known.getKey(), known.getValue());
      }
    }
    store.requests().using(() -> write(flaws, quarantine));
  }

  private Quarantine write(Map<RecordKey, Flaw> flaws, Quarantine quarantine) {
    try {
      quarantine.replace(flaws);
    } catch (IOException e) {
      unreadable.add(new Unreadable(QuarantineFile.NAME, "it could not be written: " + e));
    }
    return quarantine;
  }

  private boolean isKept(RecordKey key) {
    return Locator.segment(key.locator()) > decidedTo
        || (!unreadable.isEmpty() && check.check(key).flaw() != null);
  }
}

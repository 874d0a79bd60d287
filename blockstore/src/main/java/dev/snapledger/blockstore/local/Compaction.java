package dev.snapledger.blockstore.local;

import dev.snapledger.blockstore.api.CorruptDataException;
import dev.snapledger.blockstore.api.ReclaimProgress;
import dev.snapledger.blockstore.api.ReclaimReport;
import dev.snapledger.blockstore.api.ReclaimReport.Outcome;
import dev.snapledger.blockstore.api.ReclaimReport.SegmentReclaim;
import dev.snapledger.blockstore.api.ReclaimRequest;
import dev.snapledger.blockstore.api.ReclaimRequest.Orphans;
import java.util.ArrayList;
import java.util.List;

/**
 * Frees the dead parts of segments: writes what is needed of them to the newest segment, leaves
 * {@link Moves} in their place, and removes their files.
 *
 * <p>The store stays in use meanwhile. What keeps a record safe that becomes needed in between:
 *
 * <ol>
 *   <li>A walk over all metadata finds the needed records of a segment. They are copied, and their
 *       names forwarded. A record not found then can only become needed through a request that had
 *       looked up its name before the forwarding, or a block being encoded that had found it.
 *   <li>When all those have ended, a second walk looks for needed records that are still in the
 *       file, and waits for blocks being encoded. If there is one, the file stays. From the
 *       forwarding on, a new reference to a name that is not forwarded also keeps the file ({@link
 *       Segment#kept}).
 *   <li>When all requests that began before the second walk have ended too, nobody can be about to
 *       read the file, and it goes.
 * </ol>
 *
 * <p>A crash anywhere leaves records twice at most. For one thread at a time.
 */
final class Compaction {
  /** References looked at in one walk, which bounds its memory to 128 MiB and some. */
  private static final long REFERENCES_MAX = 16_000_000;

  private final StoreContext store;
  private final StoreState state;
  private final Requests requests;
  private final ReclaimRequest request;
  private final ReclaimProgress progress;
  private final List<SegmentReclaim> done = new ArrayList<>();
  private long movedBytes;
  private long toMoveBytes;

  Compaction(
      StoreContext store,
      StoreState state,
      Requests requests,
      ReclaimRequest request,
      ReclaimProgress progress) {
    this.store = store;
    this.state = state;
    this.requests = requests;
    this.request = request;
    this.progress = progress;
  }

  ReclaimReport run() {
    checkAllowed();
    removeUnneeded();
    List<Segment> candidates = candidates();
    toMoveBytes = candidates.stream().mapToLong(segment -> segment.liveBytes.get()).sum();
    progress.moved(0, toMoveBytes);
    for (List<Segment> group : groups(candidates)) {
      compact(group);
    }
    return new ReclaimReport(done);
  }

  private void checkAllowed() {
    if (store.segments().isReclaimPaused()) {
      throw new CorruptDataException(
          "expected a store in which everything can be read, but something cannot, and what it"
              + " needs must stay; the errors logged when the store was opened name it");
    }
  }

  /** Segments that nothing refers to: leftovers of crashes above all. */
  private void removeUnneeded() {
    for (Segment segment : store.segments().all()) {
      boolean active = store.segments().appender().isActive(segment);
      boolean stays = active || (segment.orphan && request.orphans() == Orphans.KEEP);
      if (!stays && segment.references.get() == 0) {
        done.add(new SegmentReclaim(segment.number, Outcome.REMOVED, segment.endByte, 0));
      }
    }
    if (!request.dryRun()) {
      if (request.orphans() == Orphans.REMOVE) {
        store.segments().removal().releaseOrphans();
      }
      requests.reclaim();
    }
  }

  private List<Segment> candidates() {
    List<Segment> candidates = new ArrayList<>();
    for (Segment segment : store.segments().all()) {
      boolean records = segment.file != null && segment.references.get() > 0;
      if (records && !store.segments().appender().isActive(segment) && isDeadEnough(segment)) {
        candidates.add(segment);
      }
    }
    return candidates;
  }

  private boolean isDeadEnough(Segment segment) {
    long dead = segment.endByte - SegmentStore.FILE_HEADER_BYTES - segment.liveBytes.get();
    return dead * 100 >= request.deadPercentMin() * segment.endByte && dead > 0;
  }

  private static List<List<Segment>> groups(List<Segment> candidates) {
    List<List<Segment>> groups = new ArrayList<>();
    long references = REFERENCES_MAX;
    for (Segment segment : candidates) {
      references += segment.references.get();
      if (references >= REFERENCES_MAX) {
        groups.add(new ArrayList<>());
        references = segment.references.get();
      }
      groups.getLast().add(segment);
    }
    return groups;
  }

  private void compact(List<Segment> group) {
    LiveRecords live = LiveRecords.scan(requests, state, store.segments(), group);
    List<SegmentReclaim> moved = new ArrayList<>();
    List<Segment> emptied = new ArrayList<>();
    for (Segment segment : group) {
      LiveRecords.References records = live.of(segment);
      long fileBytes = segment.endByte;
      if (request.dryRun()) {
        boolean damaged = store.segments().quarantine().isIn(segment.number);
        done.add(
            damaged
                ? new SegmentReclaim(segment.number, Outcome.DAMAGED, fileBytes, 0)
                : new SegmentReclaim(
                    segment.number, Outcome.COMPACTED, fileBytes, records.bytes()));
        continue;
      }
      try {
        long bytes = new RecordMover(store, requests, this::moved).move(segment, records);
        moved.add(new SegmentReclaim(segment.number, Outcome.COMPACTED, fileBytes, bytes));
        emptied.add(segment);
      } catch (CorruptDataException _) {
        done.add(new SegmentReclaim(segment.number, Outcome.DAMAGED, fileBytes, 0));
      }
    }
    if (!emptied.isEmpty()) {
      drop(emptied, moved);
    }
  }

  private void moved(long bytes) {
    movedBytes += bytes;
    progress.moved(movedBytes, Math.max(movedBytes, toMoveBytes));
  }

  private void drop(List<Segment> emptied, List<SegmentReclaim> moved) {
    requests.awaitOthers();
    LiveRecords still = LiveRecords.scan(requests, state, store.segments(), emptied);
    requests.awaitOthers();
    for (int i = 0; i < emptied.size(); i++) {
      Segment segment = emptied.get(i);
      boolean empty = still.of(segment).bytes() == 0;
      boolean dropped =
          empty && requests.using(() -> store.segments().removal().dropRecords(segment));
      segment.emptying = false;
      SegmentReclaim report = moved.get(i);
      done.add(
          dropped
              ? report
              : new SegmentReclaim(
                  report.segment(), Outcome.KEPT, report.fileBytes(), report.movedBytes()));
    }
    requests.reclaim();
  }
}

package dev.snapledger.blockstore.local;

import dev.snapledger.blockstore.api.CorruptDataException;
import dev.snapledger.blockstore.api.StoreFaultException;
import dev.snapledger.blockstore.file.NoSpaceException;
import dev.snapledger.blockstore.file.StoreFile;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/**
 * The data segments of a store: where records are, what refers to them, and moves of them. {@link
 * SegmentAppender} writes records, {@link RecordReader} reads them, {@link SegmentRemoval} removes
 * what nothing needs.
 *
 * <p>A record is never overwritten once something durable points at it, and its name stays when it
 * moves. Reads are free of locks. Format: docs/internals/segment-format.md.
 */
final class SegmentStore implements AutoCloseable {
  static final int FILE_HEADER_BYTES = 64;
  private static final long REFERENCES_UNKNOWN = 1L << 40;

  private final StoreDirectory directory;
  private final SegmentAppender appender;
  private final Quarantine quarantine;
  private final Map<Integer, Segment> segments = new ConcurrentSkipListMap<>();

  private final RecordReader records = new RecordReader(this);
  private final SegmentRemoval removal;
  private final HintFiles hints;

  private volatile @Nullable String failure;
  private volatile boolean reclaimPaused;

  /** Has no segments yet; {@link SegmentLoader} adds those of the directory. */
  SegmentStore(
      StoreDirectory directory, long segmentBytesMax, HintFiles hints, Quarantine quarantine) {
    this.directory = directory;
    this.appender = new SegmentAppender(this, directory, segmentBytesMax);
    this.hints = hints;
    this.quarantine = quarantine;
    this.removal = new SegmentRemoval(this, directory);
  }

  void pin(Set<Integer> targets, int references) {
    for (int target : targets) {
      Segment segment = segments.get(target);
      if (segment != null) {
        segment.references.addAndGet(references);
        segment.retired = false;
        segment.orphan = false;
      }
    }
  }

  /** The file of a segment that still has one. */
  static StoreFile fileOf(Segment segment) {
    StoreFile file = segment.file;
    if (file == null) {
      throw new IllegalStateException(
          "expected records in segment " + segment.number + ", but they were moved");
    }
    return file;
  }

  SegmentAppender appender() {
    return appender;
  }

  void add(Segment segment) {
    segments.put(segment.number, segment);
  }

  void forget(Segment segment) {
    segments.remove(segment.number);
  }

  RecordReader records() {
    return records;
  }

  SegmentRemoval removal() {
    return removal;
  }

  Collection<Segment> all() {
    return segments.values();
  }

  @Nullable Segment find(int number) {
    return segments.get(number);
  }

  /** See {@link SegmentAppender#append}. */
  long[] append(List<EncodedBlock> blocks) throws IOException {
    return appender.append(blocks);
  }

  /** See {@link SegmentAppender#sync}. */
  void sync() throws IOException {
    int full = appender.lastNumber() - 1;
    appender.sync();
    hints.keepThrough(full, segments::containsKey);
  }

  /** What is remembered of blocks, to store equal ones once. */
  DedupIndex dedup() {
    return hints.index();
  }

  /** Makes all records durable and keeps what is remembered of them, at the end of the store. */
  void keepHints() throws IOException {
    if (failure == null) {
      int newest = appender.lastNumber();
      appender.sync();
      hints.keepThrough(newest, segments::containsKey);
    }
  }

  /** Refuses all further writes; for errors after which only a new open knows what is durable. */
  void fail(String reason) {
    failure = reason;
  }

  /** Keeps every segment, because something unreadable may point into any of them. */
  void pauseReclaim() {
    reclaimPaused = true;
  }

  boolean isReclaimPaused() {
    return reclaimPaused || failure != null;
  }

  void checkUsable() {
    String reason = failure;
    if (reason != null) {
      throw new StoreFaultException(
          "expected a store without failed syncs, but "
              + reason
              + "; open the store again to go on");
    }
  }

  /**
   * Where the record with a name is now, in the form of a locator.
   *
   * <p>Its file stays until requests that began before have ended ({@link Reclaim}).
   */
  long place(long locator) {
    long at = locator;
    while (true) {
      Segment segment = segments.get(Locator.segment(at));
      Moves moves = segment == null ? null : segment.moves;
      long moved = moves == null ? Locator.NONE : moves.find(Locator.position(at));
      if (moved == Locator.NONE) {
        return at;
      }
      at = moved;
    }
  }

  /** The same version, its locator that of the place its record has now. */
  BlockVersion at(BlockVersion version) {
    long place = place(version.locator());
    return place == version.locator()
        ? version
        : new BlockVersion(
            version.blockIndex(), version.dirtyMask(), version.dataMask(), version.crc32c(), place);
  }

  /** Whether the record lies inside an existing file. */
  boolean holds(long locator) {
    long place = place(locator);
    Segment segment = segments.get(Locator.segment(place));
    return segment != null
        && segment.file != null
        && Locator.position(place) + RecordHeader.BYTES + Locator.storedBytes(place)
            <= segment.endByte;
  }

  /**
   * Whether a record that is referred to is not there. The number of its segment is then not used
   * again, or the reference would lead to something else.
   */
  boolean reserveIfLost(long locator) {
    boolean lost = locator != Locator.NONE && !holds(locator);
    if (lost) {
      appender.used(Locator.segment(locator));
    }
    return lost;
  }

  void addReference(long locator) {
    Segment segment = segments.get(Locator.segment(locator));
    if (locator == Locator.NONE || segment == null) {
      return;
    }
    segment.references.incrementAndGet();
    segment.retired = false;
    segment.orphan = false;
    addLiveBytes(locator, Locator.recordBytes(locator));
  }

  /** Counts references to records of one segment, none of which was moved. */
  void addReferences(int number, int references, long bytes) {
    Segment segment = segments.get(number);
    if (segment != null) {
      segment.references.addAndGet(references);
      segment.retired = false;
      segment.orphan = false;
      segment.liveBytes.addAndGet(bytes);
    }
  }

  /**
   * Refers to a record that a hint led to, if it is there to stay: a hint, unlike a request, does
   * not keep a segment that nothing refers to.
   */
  boolean share(long locator) {
    removal.lock().lock();
    try {
      Segment segment = segments.get(Locator.segment(locator));
      Segment holder = segments.get(Locator.segment(place(locator)));
      boolean stays =
          segment != null
              && holder != null
              && !segment.retired
              && !segment.orphan
              && !holder.emptying
              && holds(locator);
      if (stays) {
        addReference(locator);
      }
      return stays;
    } finally {
      removal.lock().unlock();
    }
  }

  /**
   * Counts a reference of somebody else to a record.
   *
   * @throws CorruptDataException if it is in quarantine: a broken record is not to be spread
   */
  void share(BlockVersion version, Object owner) {
    quarantine.checkSound(at(version), owner);
    addReference(version.locator());
  }

  void release(long locator) {
    Segment segment = segments.get(Locator.segment(locator));
    if (locator != Locator.NONE && segment != null) {
      segment.references.decrementAndGet();
      addLiveBytes(locator, -Locator.recordBytes(locator));
    }
  }

  private void addLiveBytes(long locator, long bytes) {
    Segment holder = segments.get(Locator.segment(place(locator)));
    if (holder != null) {
      holder.liveBytes.addAndGet(bytes);
      if (holder.emptying && bytes > 0) {
        holder.kept = true;
      }
    }
  }

  /**
   * Forwards names of a segment to new places, durably, besides those it forwards already. The new
   * records must be durable.
   *
   * @param moved new locator by position in the segment
   */
  void move(Segment segment, NavigableMap<Long, Long> moved) throws IOException {
    checkUsable();
    removal.lock().lock();
    try {
      if (segment.equals(segments.get(segment.number))) {
        moveLocked(segment, moved);
      }
    } finally {
      removal.lock().unlock();
    }
  }

  private void moveLocked(Segment segment, NavigableMap<Long, Long> moved) throws IOException {
    Moves before = segment.moves;
    if (before != null) {
      before.addTo(moved);
    }
    Moves moves;
    try {
      moves = Moves.write(directory, segment.number, moved);
    } catch (NoSpaceException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      // The file may have its new name or not: what it would forward to must stay.
      pauseReclaim();
      throw e;
    }
    pin(moves.targets(), 1);
    segment.moves = moves;
    if (before != null) {
      pin(before.targets(), -1);
    }
  }

  /**
   * Lets the name of one record lead to another, durable one, also where its segment was lost. All
   * that refers to a lost segment is not known before the next open, so until then it stays.
   */
  void forward(long from, long to) throws IOException {
    long place = place(from);
    Segment segment =
        segments.computeIfAbsent(
            Locator.segment(place),
            number -> {
              Segment lost = new Segment(number, null, 0);
              lost.references.set(REFERENCES_UNKNOWN);
              return lost;
            });
    move(segment, new TreeMap<>(Map.of(Locator.position(place), to)));
  }

  /** Counts the bytes of a moved record where it is now. */
  void countMoved(Segment from, long to, int references) {
    long bytes = (long) references * Locator.recordBytes(to);
    from.liveBytes.addAndGet(-bytes);
    addLiveBytes(to, bytes);
  }

  Quarantine quarantine() {
    return quarantine;
  }

  long segmentBytes() {
    return segments.values().stream().mapToLong(segment -> segment.endByte).sum();
  }

  long liveBytes() {
    return segments.values().stream().mapToLong(segment -> segment.liveBytes.get()).sum();
  }

  @Override
  public void close() throws IOException {
    FirstFailure failure = new FirstFailure();
    failure.trying(appender::close);
    for (Segment segment : segments.values()) {
      StoreFile file = segment.file;
      if (file != null) {
        failure.trying(file::close);
      }
    }
    failure.rethrow();
  }
}

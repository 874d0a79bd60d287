package dev.snapledger.blockstore.local;

import dev.snapledger.blockstore.api.CorruptDataException;
import dev.snapledger.blockstore.file.StoreFile;
import java.io.IOException;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens the segments of a directory, as they were left: what is half-written is removed, and all
 * that nobody refers to yet is an orphan until the references are counted. For one thread.
 */
final class SegmentLoader {
  private static final Logger LOG = LoggerFactory.getLogger(SegmentLoader.class);

  private final StoreDirectory directory;
  private final HintFiles hints;
  private final SegmentStore store;

  private SegmentLoader(StoreDirectory directory, StoreLimits limits) throws IOException {
    this.directory = directory;
    this.hints =
        new HintFiles(directory, new DedupIndex(limits.options().dedup(), DedupIndex.ENTRIES));
    this.store =
        new SegmentStore(directory, limits.segmentBytes(), hints, Quarantine.load(directory));
  }

  /** The caller closes it. */
  static SegmentStore open(StoreDirectory directory, StoreLimits limits) throws IOException {
    SegmentLoader loader = new SegmentLoader(directory, limits);
    try {
      loader.load();
      return loader.store;
    } catch (IOException | RuntimeException e) {
      StoreDirectory.closeQuietly(loader.store);
      throw e;
    }
  }

  private void load() throws IOException {
    NavigableSet<Integer> hinted = new TreeSet<>();
    for (String name : directory.files().list(directory.segments())) {
      if (name.matches("[0-9]{10}\\.(seg|moves)")) {
        load(Integer.parseInt(name.substring(0, 10)), name.endsWith(".seg"));
      } else if (name.matches("[0-9]{10}\\.hints")) {
        hinted.add(Integer.parseInt(name.substring(0, 10)));
      } else if (name.endsWith(StoreDirectory.TEMPORARY)) {
        directory.files().delete(directory.segments().resolve(name));
      }
    }
    pinTargets();
    loadHints(hinted);
  }

  private void load(int number, boolean records) throws IOException {
    Segment segment = segment(number);
    segment.orphan = true;
    if (records) {
      StoreFile file = directory.files().openReadOnly(directory.segment(number));
      segment.file = file;
      segment.endByte = file.size();
    } else {
      loadMoves(segment);
    }
    store.appender().used(number);
  }

  private Segment segment(int number) {
    Segment present = store.find(number);
    if (present != null) {
      return present;
    }
    Segment segment = new Segment(number, null, 0);
    store.add(segment);
    return segment;
  }

  /** Without its moves, a segment lacks the records that were moved; whoever needs one says so. */
  private void loadMoves(Segment segment) throws IOException {
    try {
      segment.moves =
          Moves.open(directory.files(), directory.moves(segment.number), segment.number);
    } catch (CorruptDataException e) {
      LOG.error("Moved records cannot be found: {}", e.getMessage());
      store.pauseReclaim();
    }
  }

  private void pinTargets() {
    for (Segment segment : store.all()) {
      Moves moves = segment.moves;
      if (moves != null) {
        store.pin(moves.targets(), 1);
      }
    }
  }

  /** Those of segments that are gone lead nowhere. */
  private void loadHints(NavigableSet<Integer> hinted) throws IOException {
    NavigableSet<Integer> present = new TreeSet<>();
    for (int number : hinted) {
      if (store.find(number) == null) {
        directory.files().delete(directory.hints(number));
      } else {
        present.add(number);
      }
    }
    hints.load(present, store.appender().lastNumber());
  }
}

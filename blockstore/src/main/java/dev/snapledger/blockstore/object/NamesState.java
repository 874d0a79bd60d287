package dev.snapledger.blockstore.object;

import dev.snapledger.blockstore.object.Change.Piece;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the names log says up to one of its records: a pure function of the log. One thread at a
 * time.
 */
final class NamesState {
  /** Names of files, ordered, with the file each leads to. */
  final TreeMap<String, Long> names = new TreeMap<>();

  final Map<Long, FileContent> files = new HashMap<>();

  /** Objects nothing uses any more, in the order in which that came to be. */
  final Deque<Garbage> garbage = new ArrayDeque<>();

  /** Epochs since the checkpoint; the records that began them stay for ever. */
  final TreeSet<Long> epochs = new TreeSet<>();

  /** Epochs that ended without a word: they may have left data that no record names. */
  final TreeSet<Long> unsweptEpochs = new TreeSet<>();

  /** How many extents are in each object that has any. */
  final Map<StoredObject, Integer> uses = new HashMap<>();

  long number;
  long checkpointed;
  long lastFile;
  @Nullable Holder holder;

  /**
   * An object to be removed.
   *
   * @param number the record that made it garbage
   * @param atMillis time in that record
   */
  record Garbage(StoredObject object, long number, long atMillis) {}

  /** Who may append. */
  record Holder(long epoch, UUID writer, String node, boolean released) {
    @Override
    public String toString() {
      return "epoch " + epoch + ", node " + node;
    }
  }

  /** Takes the next record in. */
  void apply(LogRecord record) throws IOException {
    if (record.number() != number + 1) {
      throw new IllegalStateException(
          "expected record " + (number + 1) + " next, but found " + record.number());
    }
    for (Change change : record.changes()) {
      apply(record, change);
    }
    number = record.number();
  }

  private void apply(LogRecord record, Change change) throws IOException {
    switch (change) {
      case Change.Opened opened -> open(record.number(), opened);
      case Change.Released _ -> release();
      case Change.Created created -> {
        names.put(created.name(), created.file());
        files.put(created.file(), new FileContent());
        lastFile = Math.max(lastFile, created.file());
      }
      case Change.Written written -> write(record, written);
      case Change.Renamed(String from, String to) -> {
        Long moved = names.remove(from);
        if (moved == null) {
          throw broken(record, "a file " + from + " to rename");
        }
        unlink(record, names.put(to, moved));
      }
      case Change.Deleted(String name) -> unlink(record, names.remove(name));
      case Change.Checkpointed(long at) -> checkpointed(record, at);
      case Change.Swept(long through) -> {
        while (!garbage.isEmpty() && garbage.getFirst().number() <= through) {
          garbage.removeFirst();
        }
      }
      case Change.EpochSwept(long epoch) -> unsweptEpochs.remove(epoch);
    }
  }

  private static IOException broken(LogRecord record, String expected) {
    return new IOException(
        "expected " + expected + " before record " + record.number() + ", but found none");
  }

  private void open(long epoch, Change.Opened opened) {
    Holder before = holder;
    if (before != null && !before.released()) {
      unsweptEpochs.add(before.epoch());
    }
    epochs.add(epoch);
    holder = new Holder(epoch, opened.writer(), opened.node(), false);
  }

  private void release() {
    Holder before = holder;
    if (before != null) {
      holder = new Holder(before.epoch(), before.writer(), before.node(), true);
    }
  }

  private void write(LogRecord record, Change.Written written) throws IOException {
    FileContent file = files.get(written.file());
    if (file == null) {
      throw broken(record, "file " + written.file());
    }
    List<Extent> extents = new ArrayList<>();
    for (Piece piece : written.pieces()) {
      if (piece instanceof Piece.Stored(Extent extent)) {
        extents.add(extent);
      }
    }
    file.change(
        record.number(), written.cutBytes(), written.sizeBytes(), extents, counting(record));
  }

  private void unlink(LogRecord record, @Nullable Long file) {
    FileContent content = file == null ? null : files.remove(file);
    if (content != null) {
      content.release(counting(record));
    }
  }

  private FileContent.Uses counting(LogRecord record) {
    return new FileContent.Uses() {
      @Override
      public void added(StoredObject object) {
        uses.merge(object, 1, Integer::sum);
      }

      @Override
      public void removed(StoredObject object) {
        if (uses.merge(object, -1, Integer::sum) == 0) {
          uses.remove(object);
          if (object.kind() == StoredObject.Kind.DATA || object.number() <= checkpointed) {
            discard(record, object);
          }
        }
      }
    };
  }

  private void discard(LogRecord record, StoredObject object) {
    garbage.addLast(new Garbage(object, record.number(), record.atMillis()));
  }

  /** Records up to it are not read again, but for those that files have bytes in. */
  private void checkpointed(LogRecord record, long at) {
    for (long old = checkpointed + 1; old <= at; old++) {
      if (!epochs.contains(old) && !uses.containsKey(StoredObject.record(old))) {
        discard(record, StoredObject.record(old));
      }
    }
    checkpointed = at;
    epochs.headSet(at, true).clear();
  }
}

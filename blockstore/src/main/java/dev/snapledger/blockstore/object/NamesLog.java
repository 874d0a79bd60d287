package dev.snapledger.blockstore.object;

import dev.snapledger.blockstore.file.LockedException;
import dev.snapledger.blockstore.object.NamesState.Holder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The log of all changes: one object a record, each made only if its number is free. So of two
 * writers one learns with its next record that it is not the writer any more. One thread at a time.
 *
 * <p>Why each step is safe: docs/internals/object-store-format.md.
 */
final class NamesLog {
  private final ObjectStore objects;
  private final InstantSource time;
  private final UUID writer;
  private final NamesState state;
  private volatile @Nullable IOException ended; // May be looked at by other threads.

  private NamesLog(ObjectStore objects, InstantSource time, UUID writer, NamesState state) {
    this.objects = objects;
    this.time = time;
    this.writer = writer;
    this.state = state;
  }

  /** Reads the log to its end, to look only. */
  static NamesState read(ObjectStore objects) throws IOException {
    return readFurther(objects, newest(objects));
  }

  /**
   * Reads on to the end of the log.
   *
   * @return the state given, or another one if the records after it were removed
   */
  static NamesState readFurther(ObjectStore objects, NamesState from) throws IOException {
    NamesState state = from;
    while (true) {
      LogTail.readOn(objects, state);
      if (newestCheckpoint(objects) <= state.number) {
        return state;
      }
      // The records after it were removed meanwhile: a newer checkpoint has them.
      state = newest(objects);
    }
  }

  private static NamesState newest(ObjectStore objects) throws IOException {
    while (true) {
      long at = newestCheckpoint(objects);
      if (at == 0) {
        return new NamesState();
      }
      String key = StoredObject.checkpointKey(at);
      try {
        return Checkpoint.decode(key, objects.get(key));
      } catch (NoSuchObjectException e) {
        if (newestCheckpoint(objects) == at) {
          throw e;
        }
      }
    }
  }

  /** Number of the newest checkpoint; 0 if there is none. It is never removed. */
  private static long newestCheckpoint(ObjectStore objects) throws IOException {
    List<String> keys = objects.list(StoredObject.CHECKPOINTS, StoredObject.CHECKPOINTS);
    return keys.isEmpty() ? 0 : StoredObject.numberIn(keys.getLast());
  }

  /**
   * Begins an epoch.
   *
   * @throws LockedException if somebody else holds the files and may not be pushed out
   */
  static NamesLog open(
      ObjectStore objects, InstantSource time, UUID writer, String node, TakeOver takeOver)
      throws IOException {
    while (true) {
      NamesState state = read(objects);
      checkFree(state.holder, node, takeOver);
      long epoch = state.number + 1;
      var opened = List.<Change>of(new Change.Opened(writer, node));
      var log = new NamesLog(objects, time, writer, state);
      var first = new LogRecord(epoch, epoch, writer, time.millis(), opened);
      if (log.put(first) != null && newestCheckpoint(objects) < epoch) {
        return log;
      }
      // Somebody else was first, or the number was only free because old records were removed.
    }
  }

  private static void checkFree(@Nullable Holder holder, String node, TakeOver takeOver)
      throws LockedException {
    if (holder != null
        && !holder.released()
        && !holder.node().equals(node)
        && holder.epoch() > takeOver.epochMax()) {
      throw new LockedException(
          holder + " holds it and did not say that it left; if it is gone, take over");
    }
  }

  NamesState state() {
    return state;
  }

  long epoch() {
    Holder holder = state.holder;
    return holder == null ? 0 : holder.epoch();
  }

  /**
   * Appends changes as one record. After any failure nothing can be appended any more, because only
   * who opens the log anew learns whether this record is in it.
   *
   * @throws FencedException if another writer opened the log
   * @return the record as whoever reads it sees it
   */
  LogRecord append(List<Change> changes) throws IOException {
    IOException before = ended;
    if (before != null) {
      throw before instanceof FencedException
          ? new FencedException(String.valueOf(before.getMessage()))
          : new IOException("an earlier record failed: " + before.getMessage(), before);
    }
    try {
      long number = state.number + 1;
      LogRecord appended = put(new LogRecord(number, epoch(), writer, time.millis(), changes));
      if (appended == null) {
        throw fenced();
      }
      return appended;
    } catch (IOException e) {
      ended = e;
      throw e;
    }
  }

  /**
   * Returns if nobody had taken over when it was called: the record that would end this epoch is
   * the next one, and is never removed.
   *
   * @throws FencedException if another writer opened the log
   */
  void requireHeld() throws IOException {
    IOException before = ended;
    if (before != null) {
      throw new IOException("an earlier record failed: " + before.getMessage(), before);
    }
    try {
      var _ = objects.get(StoredObject.record(state.number + 1).key());
    } catch (NoSuchObjectException _) {
      return;
    }
    throw fenced();
  }

  /** Whether a record failed, so that no other can follow. Any thread may ask. */
  boolean isEnded() {
    return ended != null;
  }

  private FencedException fenced() throws IOException {
    NamesState now = read(objects);
    return new FencedException(
        "expected to be the only writer, but another node took over: " + now.holder);
  }

  /**
   * Stores a record and takes it in.
   *
   * @return it as whoever reads it sees it; null if another record has its number
   */
  private @Nullable LogRecord put(LogRecord appended) throws IOException {
    ByteBuffer bytes = appended.encode();
    if (!stored(StoredObject.record(appended.number()).key(), bytes)) {
      return null;
    }
    LogRecord record = LogRecord.decode(appended.number(), bytes);
    state.apply(record);
    return record;
  }

  /** A record that is there with the same bytes is this one, whose answer was lost. */
  private boolean stored(String key, ByteBuffer bytes) throws IOException {
    return Attempts.of(
        "storing " + key, () -> objects.putIfAbsent(key, bytes) || objects.get(key).equals(bytes));
  }
}

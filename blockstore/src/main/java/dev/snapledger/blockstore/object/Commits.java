package dev.snapledger.blockstore.object;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Changes that wait for the log, and their way into it: whoever commits first takes with it what
 * the others brought, so that many syncs at a time cost one record. Any thread may call.
 */
final class Commits {
  private final NamesLog log;
  private final Taken taken;
  private final Tidying tidying;
  private final ReentrantLock committing = new ReentrantLock();
  private List<Change> waiting = new ArrayList<>();
  private long added;
  private long committed;
  private long asked;
  private long confirmed;
  private volatile long lastNumber;

  /** Told of each record that was appended, before anybody who waits for it goes on. */
  interface Taken {
    void record(LogRecord record);
  }

  Commits(NamesLog log, Tidying tidying, Taken taken) {
    this.log = log;
    this.taken = taken;
    this.tidying = tidying;
  }

  /** Goes into the next record, after all that was added before. */
  synchronized void add(Change change) {
    waiting.add(change);
    added++;
  }

  private synchronized long added() {
    return added;
  }

  private synchronized List<Change> takeWaiting() {
    List<Change> now = waiting;
    waiting = new ArrayList<>();
    return now;
  }

  /** Returns when all that was added before is in the log. */
  void commit() throws IOException {
    long wanted = added();
    committing.lock();
    try {
      if (committed < wanted) {
        append();
        tidying.afterRecord(log.state()).forEach(this::add);
      }
    } finally {
      committing.unlock();
    }
  }

  private void append() throws IOException {
    List<Change> changes = takeWaiting();
    long upTo = asked();
    LogRecord record = log.append(changes);
    taken.record(record);
    committed += changes.size();
    lastNumber = record.number();
    confirmed = upTo;
  }

  /** Number of the last record that was appended here; 0 if none was. */
  long lastNumber() {
    return lastNumber;
  }

  private synchronized long ask() {
    return ++asked;
  }

  private synchronized long asked() {
    return asked;
  }

  /**
   * Returns if nobody had taken over when it was called. Whoever asks first asks for all who came
   * meanwhile, and a record appended meanwhile answers them too.
   */
  void requireHeld() throws IOException {
    long wanted = ask();
    committing.lock();
    try {
      if (confirmed < wanted) {
        long upTo = asked();
        log.requireHeld();
        confirmed = upTo;
      }
    } finally {
      committing.unlock();
    }
  }

  /** Whether nothing can be committed any more; does not wait for a commit. */
  boolean isEnded() {
    return log.isEnded();
  }
}

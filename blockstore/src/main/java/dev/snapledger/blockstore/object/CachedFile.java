package dev.snapledger.blockstore.object;

import dev.snapledger.blockstore.file.StoreFile;
import dev.snapledger.blockstore.object.ByteRanges.Range;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/**
 * One file: a local copy of some of its bytes, and where the others are. Any thread may call.
 *
 * <p>Bytes are written to the copy, and stay there until a record of the log says where else they
 * are. Bytes that the copy lacks are fetched when read; two readers of the same bytes fetch once.
 */
final class CachedFile {
  private static final int FETCH_LOCKS = 16;
  private static final long FETCH_BYTES_MAX = 8 << 20;

  final long id;
  private final FileCache cache;
  private final Fetcher fetcher;
  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
  private final ReentrantLock[] fetching = new ReentrantLock[FETCH_LOCKS];

  /** What the copy has, and what of that was written since the last sync. */
  private final ByteRanges present = new ByteRanges();

  private final ByteRanges dirty = new ByteRanges();
  private final LocalCopy copy;
  private long sizeBytes;
  private long smallestBytes;
  private boolean resized;
  private int unlogged;
  private int users;
  private long evictions;
  private volatile long lastUse;
  private volatile @Nullable FileContent logged;

  /** A new file without a name in the log yet. */
  CachedFile(long id, FileCache cache, Fetcher fetcher) {
    this.id = id;
    this.cache = cache;
    this.fetcher = fetcher;
    this.copy = new LocalCopy(cache);
    for (int i = 0; i < FETCH_LOCKS; i++) {
      fetching[i] = new ReentrantLock();
    }
  }

  /** A file that the log knows. */
  CachedFile(long id, FileCache cache, Fetcher fetcher, FileContent logged) {
    this(id, cache, fetcher);
    this.logged = logged;
    this.sizeBytes = logged.sizeBytes();
    this.smallestBytes = sizeBytes;
  }

  /** The log has its name now. */
  void attach(FileContent content) {
    logged = content;
  }

  boolean isLogged() {
    return logged != null;
  }

  /** Whether it has the bytes that the log gave it in that version. */
  boolean hasVersion(long version) {
    FileContent content = logged;
    return content != null && content.version() == version;
  }

  long lastUse() {
    return lastUse;
  }

  long size() {
    lock.readLock().lock();
    try {
      return sizeBytes;
    } finally {
      lock.readLock().unlock();
    }
  }

  /** Somebody reads or writes it until {@link #leave}; the copy stays meanwhile. */
  void enter() {
    lock.writeLock().lock();
    try {
      users++;
    } finally {
      lock.writeLock().unlock();
    }
  }

  /** Closes the copy when nobody is left, as there may be more files than can be open. */
  void leave() throws IOException {
    lock.writeLock().lock();
    try {
      users--;
      if (users == 0) {
        copy.close();
      }
    } finally {
      lock.writeLock().unlock();
    }
  }

  /** Like {@link StoreFile#read}. */
  int read(long position, ByteBuffer into) throws IOException {
    lastUse = cache.nextUse();
    while (true) {
      Range missing;
      lock.readLock().lock();
      try {
        int length = (int) Math.clamp(sizeBytes - position, 0L, (long) into.remaining());
        StoreFile now = copy.ifOpen();
        if (length == 0 || (now != null && present.covers(position, position + length))) {
          LocalCopy.read(now, position, into, length);
          return length;
        }
        missing =
            present.missing(position, position + length).stream()
                .findFirst()
                .orElse(new Range(position, position));
      } finally {
        lock.readLock().unlock();
      }
      fetch(missing, fetcher.readAheadBytes());
    }
  }

  private void fetch(Range wanted, long readAheadBytes) throws IOException {
    ReentrantLock alone = fetching[(int) (wanted.startByte() / FETCH_BYTES_MAX % FETCH_LOCKS)];
    alone.lock();
    try {
      long before;
      List<Range> missing;
      FileContent content = logged;
      lock.readLock().lock();
      try {
        before = evictions;
        long end = Math.min(wanted.endByte(), wanted.startByte() + FETCH_BYTES_MAX);
        if (content != null && end > wanted.startByte()) {
          end = Fetcher.readAhead(content, wanted.startByte(), end, readAheadBytes);
        }
        missing = present.missing(wanted.startByte(), Math.min(end, sizeBytes));
      } finally {
        lock.readLock().unlock();
      }
      List<Fetcher.Fetched> fetched = fetcher.fetch(content, missing);
      keep(missing, fetched, before);
    } finally {
      alone.unlock();
    }
    cache.makeRoom();
  }

  private void keep(List<Range> missing, List<Fetcher.Fetched> fetched, long before)
      throws IOException {
    lock.writeLock().lock();
    try {
      StoreFile into = copy.open();
      if (evictions != before) {
        return; // The bytes may have changed since they were asked for.
      }
      for (Fetcher.Fetched part : fetched) {
        long start = part.startByte();
        for (Range range : present.missing(start, start + part.bytes().remaining())) {
          into.write(
              range.startByte(),
              part.bytes().slice((int) (range.startByte() - start), (int) range.length()));
        }
      }
      long had = present.totalBytes();
      missing.forEach(range -> present.add(range.startByte(), range.endByte()));
      cache.changed(this, present.totalBytes() - had);
    } finally {
      lock.writeLock().unlock();
    }
  }

  /** Like {@link StoreFile#doubt}: drops what the copy has there, unless it is nowhere else. */
  boolean doubt(long startByte, long endByte) {
    lock.writeLock().lock();
    try {
      if (!isAllInTheLog()) {
        return false;
      }
      long had = present.totalBytes();
      present.remove(startByte, endByte);
      evictions++;
      cache.changed(this, present.totalBytes() - had);
      return had > present.totalBytes();
    } finally {
      lock.writeLock().unlock();
    }
  }

  /** Whether the log says where all of its bytes are, so that the copy has none of its own. */
  private boolean isAllInTheLog() {
    return unlogged == 0 && dirty.isEmpty() && !resized;
  }

  /** All of it, as memory. */
  MemorySegment map() throws IOException {
    enter();
    try {
      while (true) {
        Range missing;
        lock.writeLock().lock();
        try {
          if (copy.exists() && present.covers(0, sizeBytes)) {
            lastUse = cache.nextUse();
            return copy.map(sizeBytes);
          }
          missing = present.missing(0, sizeBytes).stream().findFirst().orElse(new Range(0, 0));
        } finally {
          lock.writeLock().unlock();
        }
        fetch(missing, FETCH_BYTES_MAX);
      }
    } finally {
      leave();
    }
  }

  /** Like {@link StoreFile#write}. */
  void write(long position, ByteBuffer from) throws IOException {
    lastUse = cache.nextUse();
    lock.writeLock().lock();
    try {
      long end = position + from.remaining();
      long had = present.totalBytes();
      // Also when the write fails: the copy may then have some of the bytes.
      dirty.add(position, end);
      present.add(position, end);
      cache.changed(this, present.totalBytes() - had);
      copy.open().write(position, from);
      sizeBytes = Math.max(sizeBytes, end);
      resized = true;
    } finally {
      lock.writeLock().unlock();
    }
    cache.makeRoom();
  }

  /** Like {@link StoreFile#resize}. */
  void resize(long newSizeBytes) throws IOException {
    lock.writeLock().lock();
    try {
      if (newSizeBytes < sizeBytes) {
        if (copy.exists() && copy.open().size() > newSizeBytes) {
          copy.open().resize(newSizeBytes);
        }
        long had = present.totalBytes();
        dirty.remove(newSizeBytes, Long.MAX_VALUE);
        // Where the log still has bytes there are zeros now, should the file grow again.
        present.remove(newSizeBytes, Long.MAX_VALUE);
        present.add(newSizeBytes, sizeBytes);
        cache.changed(this, present.totalBytes() - had);
        smallestBytes = Math.min(smallestBytes, newSizeBytes);
        evictions++;
      }
      resized |= newSizeBytes != sizeBytes;
      sizeBytes = newSizeBytes;
    } finally {
      lock.writeLock().unlock();
    }
  }

  /** Begins a sync; ended by {@link #stored} once a record has it, or by {@link #notStored}. */
  @Nullable Unsynced beginSync() {
    lock.writeLock().lock();
    try {
      var unsynced = Unsynced.of(smallestBytes, sizeBytes, dirty);
      if (unsynced.ranges().isEmpty() && !resized) {
        return null;
      }
      dirty.clear();
      smallestBytes = sizeBytes;
      resized = false;
      unlogged++;
      return unsynced;
    } finally {
      lock.writeLock().unlock();
    }
  }

  void notStored(Unsynced unsynced) {
    lock.writeLock().lock();
    try {
      unsynced.ranges().forEach(range -> dirty.add(range.startByte(), range.endByte()));
      smallestBytes = Math.min(smallestBytes, unsynced.cutBytes());
      resized = true;
      unlogged--;
    } finally {
      lock.writeLock().unlock();
    }
  }

  void stored() {
    lock.writeLock().lock();
    try {
      unlogged--;
    } finally {
      lock.writeLock().unlock();
    }
  }

  /** Drops the copy, unless it is in use or has bytes that are nowhere else. */
  void evict() throws IOException {
    if (lock.writeLock().tryLock()) {
      try {
        if (users == 0 && isAllInTheLog()) {
          drop();
        }
      } finally {
        lock.writeLock().unlock();
      }
    }
  }

  /** Drops the copy of a file without a name, once nobody uses it. */
  void dropUnlinked() throws IOException {
    lock.writeLock().lock();
    try {
      if (users == 0) {
        drop();
      }
    } finally {
      lock.writeLock().unlock();
    }
  }

  private void drop() throws IOException {
    evictions++;
    cache.changed(this, -present.totalBytes());
    cache.forget(this);
    present.clear();
    copy.delete();
  }

  /** Makes the copy durable, and says what it has; null if there is nothing worth keeping. */
  KeptCopies.@Nullable Copy keep() throws IOException {
    lock.writeLock().lock();
    try {
      FileContent content = logged;
      if (content == null || !copy.exists() || !isAllInTheLog() || present.isEmpty()) {
        return null;
      }
      StoreFile file = copy.open();
      file.sync();
      long copyBytes = file.size();
      if (users == 0) {
        copy.close();
      }
      return new KeptCopies.Copy(id, content.version(), copy.number(), copyBytes, present.all());
    } finally {
      lock.writeLock().unlock();
    }
  }

  /** Takes over a copy that was kept of the version it has. */
  void adopt(KeptCopies.Copy kept) {
    lock.writeLock().lock();
    try {
      copy.adopt(kept.number());
      kept.present().forEach(range -> present.add(range.startByte(), range.endByte()));
      cache.changed(this, present.totalBytes());
    } finally {
      lock.writeLock().unlock();
    }
  }
}

package dev.snapledger.server.pageblob;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Tells the states of disks apart as long as this server runs; after a restart every disk has a tag
 * that it never had before. Safe for use by many threads.
 *
 * <p>Only some disks are remembered. One that is forgotten gets the highest revision ever
 * forgotten: a disk may seem changed that was not, never the other way round.
 */
final class DiskRevisions {
  static final int REMEMBERED_MAX = 65_536;
  private static final int LOCKS = 64;

  private final String server;
  private final ReadWriteLock[] locks = new ReadWriteLock[LOCKS];
  private final Map<UUID, Revision> written = new LinkedHashMap<>(16, 0.75f, true);
  private long lastNumber;
  private Revision forgotten;

  /** The number and time of a write. */
  record Revision(long number, Instant time) {}

  /**
   * Counts from here on.
   *
   * @param server tells this run of the server from others
   * @param startedAt before it anything may have been written
   */
  DiskRevisions(UUID server, Instant startedAt) {
    this.server = Long.toHexString(server.getMostSignificantBits()).toUpperCase(Locale.ROOT);
    this.forgotten = new Revision(0, startedAt);
    for (int i = 0; i < LOCKS; i++) {
      locks[i] = new ReentrantReadWriteLock();
    }
  }

  synchronized Revision of(UUID disk) {
    return written.getOrDefault(disk, forgotten);
  }

  /** To be called before and after each write: then nobody sees two states under one tag. */
  synchronized Revision next(UUID disk, Instant time) {
    lastNumber++;
    Revision revision = new Revision(lastNumber, time);
    written.put(disk, revision);
    if (written.size() > REMEMBERED_MAX) {
      var eldest = written.entrySet().iterator().next();
      written.remove(eldest.getKey());
      if (eldest.getValue().number() > forgotten.number()) {
        forgotten = eldest.getValue();
      }
    }
    return revision;
  }

  /** A tag of a disk in a state; quoted. */
  String etag(Revision revision, long sizeBytes) {
    return "\"0x%sR%XS%X\"".formatted(server, revision.number(), sizeBytes);
  }

  /** Held by writes that depend on the tag. */
  Lock alone(UUID disk) {
    return lockOf(disk).writeLock();
  }

  /** Held by all other writes. */
  Lock together(UUID disk) {
    return lockOf(disk).readLock();
  }

  private ReadWriteLock lockOf(UUID disk) {
    return locks[Math.floorMod(disk.hashCode(), LOCKS)];
  }
}

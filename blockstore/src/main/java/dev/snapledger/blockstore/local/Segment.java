package dev.snapledger.blockstore.local;

import dev.snapledger.blockstore.file.StoreFile;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * One data segment: the names of its records, and those records that are still in its file.
 *
 * <p>A name lives as long as something refers to it; its record may have been moved to another
 * segment meanwhile, in the end all of them, and then there is no file any more.
 */
final class Segment {
  final int number;

  /** Null once all needed records were moved away. */
  volatile @Nullable StoreFile file;

  /** Null if nothing was moved. */
  volatile @Nullable Moves moves;

  /**
   * End of the written records; grows in the active segment only, under the store's append lock.
   */
  volatile long endByte;

  /** Whether records were written since the last sync; under the append lock. */
  boolean unsynced;

  /**
   * References to names of this segment, counted once each; and one of each segment that moved
   * records here.
   */
  final AtomicLong references = new AtomicLong();

  /** Bytes of records in the file that names refer to, counted once for each reference. */
  final AtomicLong liveBytes = new AtomicLong();

  /** Nothing referred to it when reclaim last looked, nor since. */
  volatile boolean retired;

  /**
   * Nothing refers to it, and nothing did since the store was opened. Then it may be a leftover of
   * a crash, or what refers to it may be lost; only who asks for it frees it.
   */
  volatile boolean orphan;

  /** Its needed records were moved, and its file is to go. */
  volatile boolean emptying;

  /** A record still in the file was referred to after that. */
  volatile boolean kept;

  Segment(int number, @Nullable StoreFile file, long endByte) {
    this.number = number;
    this.file = file;
    this.endByte = endByte;
  }

  /** Tells the file that a record in it is not what was written; see {@link StoreFile#doubt}. */
  boolean doubt(long place) {
    StoreFile open = file;
    long start = Locator.position(place);
    return open != null && open.doubt(start, start + Locator.recordBytes(place));
  }
}

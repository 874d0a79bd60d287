package dev.snapledger.blockstore.local;

import dev.snapledger.blockstore.file.StoreFile;
import java.util.concurrent.atomic.AtomicLong;

/** One data segment and how much of it is needed. */
final class Segment {
  final int number;
  final StoreFile file;

  /**
   * End of the written records; grows in the active segment only, under the store's append lock.
   */
  volatile long endByte;

  /** Whether records were written since the last sync; under the append lock. */
  boolean unsynced;

  /** Records something refers to, counted once per reference. */
  final AtomicLong references = new AtomicLong();

  final AtomicLong liveBytes = new AtomicLong();

  /** Nothing referred to it when reclaim last looked, nor since. */
  volatile boolean retired;

  Segment(int number, StoreFile file, long endByte) {
    this.number = number;
    this.file = file;
    this.endByte = endByte;
  }
}

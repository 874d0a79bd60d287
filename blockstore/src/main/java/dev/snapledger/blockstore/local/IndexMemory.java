package dev.snapledger.blockstore.local;

import dev.snapledger.blockstore.file.FileAccess;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Cleaner;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Memory for what a store knows of its blocks, outside the heap.
 *
 * <p>As much as the store may have is the process's own; beyond that, memory is mapped from scratch
 * files without a name, which the system pages out when it needs the memory for others. A segment
 * goes when nobody can reach it any more. Any thread may call.
 */
final class IndexMemory {
  private static final Logger LOG = LoggerFactory.getLogger(IndexMemory.class);
  private static final Cleaner CLEANER = Cleaner.create();

  private final FileAccess files;
  private final Path directory;
  private final long nativeBytesMax;
  private final AtomicLong nativeBytes = new AtomicLong();

  /**
   * Memory of one store.
   *
   * @param directory where scratch files are made
   */
  IndexMemory(FileAccess files, Path directory, long nativeBytesMax) {
    this.files = files;
    this.directory = directory;
    this.nativeBytesMax = nativeBytesMax;
  }

  /** Zeroed memory. */
  MemorySegment allocate(long bytes) {
    AtomicLong counted = nativeBytes;
    if (counted.addAndGet(bytes) <= nativeBytesMax) {
      MemorySegment segment = Arena.ofAuto().allocate(bytes, Long.BYTES);
      CLEANER.register(segment, () -> counted.addAndGet(-bytes));
      return segment;
    }
    counted.addAndGet(-bytes);
    try {
      return files.scratch(directory, bytes);
    } catch (IOException e) {
      // Without it a sealed image could not be looked up; memory may yet be there.
      LOG.warn("No scratch file for {} bytes: {}", bytes, e.toString());
      return Arena.ofAuto().allocate(bytes, Long.BYTES);
    }
  }
}

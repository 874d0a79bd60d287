package dev.snapledger.blockstore.object;

import dev.snapledger.blockstore.file.StoreFile;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** The file on the local disk that has bytes of a {@link CachedFile}, whose lock guards it. */
final class LocalCopy {
  private static final long NONE = 0;

  private final FileCache cache;
  private long number = NONE;
  private @Nullable StoreFile open;

  LocalCopy(FileCache cache) {
    this.cache = cache;
  }

  boolean exists() {
    return number != NONE;
  }

  /** Its number; no other copy has it. */
  long number() {
    return number;
  }

  /** Takes a file that is there. */
  void adopt(long found) {
    number = found;
  }

  /** The open file; null unless it is open. */
  @Nullable StoreFile ifOpen() {
    return open;
  }

  /** Opens it, and makes it if need be. */
  StoreFile open() throws IOException {
    StoreFile now = open;
    if (now != null) {
      return now;
    }
    if (exists()) {
      now = cache.local.open(cache.path(number));
    } else {
      long made = cache.newCopy();
      now = cache.local.create(cache.path(made));
      number = made;
    }
    open = now;
    return now;
  }

  /** As memory of so many bytes; behind its end the file is zero. */
  MemorySegment map(long sizeBytes) throws IOException {
    if (open().size() < sizeBytes) {
      open().resize(sizeBytes);
    }
    return cache.local.map(cache.path(number)).asSlice(0, sizeBytes);
  }

  /** Reads from the open file; it ends where no more was written, and behind that it is zero. */
  static void read(@Nullable StoreFile from, long position, ByteBuffer into, int length)
      throws IOException {
    if (from == null || length == 0) {
      return;
    }
    ByteBuffer part = into.slice(into.position(), length);
    from.read(position, part);
    while (part.hasRemaining()) {
      part.put((byte) 0);
    }
    into.position(into.position() + length);
  }

  /** Closes it, as there may be more files than can be open. */
  void close() throws IOException {
    StoreFile closed = open;
    open = null;
    if (closed != null) {
      closed.close();
    }
  }

  void delete() throws IOException {
    long deleted = number;
    number = NONE;
    close();
    if (deleted != NONE) {
      cache.local.delete(cache.path(deleted));
    }
  }
}

package dev.snapledger.blockstore.object;

import dev.snapledger.blockstore.file.FileAccess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder of local copies, and how much of the disk they take. Any thread may call.
 *
 * <p>Begins empty: what an earlier process left was perhaps not written whole.
 */
final class FileCache {
  private static final Logger LOG = LoggerFactory.getLogger(FileCache.class);

  final FileAccess local;
  final Path directory;
  private final long bytesMax;
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicLong uses = new AtomicLong();
  private final AtomicLong copies = new AtomicLong();
  private final Set<CachedFile> files = ConcurrentHashMap.newKeySet();

  private FileCache(FileAccess local, Path directory, long bytesMax) {
    this.local = local;
    this.directory = directory;
    this.bytesMax = bytesMax;
  }

  static FileCache empty(FileAccess local, Path directory, long bytesMax) throws IOException {
    FileCache cache = new FileCache(local, directory, bytesMax);
    local.createDirectories(directory);
    cache.clear();
    return cache;
  }

  /** Removes all copies, also those in use; for when nobody reads any more. */
  void clear() throws IOException {
    for (String name : local.list(directory)) {
      local.delete(directory.resolve(name));
    }
  }

  /** Name of a copy that no other has. */
  Path newCopy() {
    return directory.resolve("%010d.copy".formatted(copies.incrementAndGet()));
  }

  /** A number greater than every one before. */
  long nextUse() {
    return uses.incrementAndGet();
  }

  long bytes() {
    return bytes.get();
  }

  /** Takes note of what a file now has more of, or less. */
  void changed(CachedFile file, long moreBytes) {
    bytes.addAndGet(moreBytes);
    files.add(file);
  }

  void forget(CachedFile file) {
    files.remove(file);
  }

  /** Drops copies that can be fetched again, least recently used first, if there is too much. */
  void makeRoom() {
    if (bytes.get() <= bytesMax) {
      return;
    }
    List<CachedFile> oldest = new ArrayList<>(files);
    oldest.sort(Comparator.comparingLong(CachedFile::lastUse));
    for (CachedFile file : oldest) {
      if (bytes.get() <= bytesMax) {
        return;
      }
      try {
        file.evict();
      } catch (IOException e) {
        LOG.warn("Dropping a local copy failed: {}", e.toString());
      }
    }
  }
}

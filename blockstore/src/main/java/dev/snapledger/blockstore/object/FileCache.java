package dev.snapledger.blockstore.object;

import dev.snapledger.blockstore.file.FileAccess;
import dev.snapledger.blockstore.file.StoreFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder of local copies, and how much of the disk they take. Any thread may call.
 *
 * <p>Begins with what an earlier process said it left whole, and no more.
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
    var _ = KeptCopies.take(local, directory);
    return holding(KeptCopies.NONE, local, directory, bytesMax);
  }

  /** Removes all but those copies, which files are to adopt. */
  static FileCache holding(KeptCopies kept, FileAccess local, Path directory, long bytesMax)
      throws IOException {
    FileCache cache = new FileCache(local, directory, bytesMax);
    local.createDirectories(directory);
    cache.clearBut(kept);
    for (KeptCopies.Copy copy : kept.copies()) {
      cache.copies.accumulateAndGet(copy.number(), Math::max);
    }
    return cache;
  }

  /** Removes all copies, also those in use; for when nobody reads any more. */
  void clear() throws IOException {
    clearBut(KeptCopies.NONE);
  }

  private void clearBut(KeptCopies kept) throws IOException {
    Set<Path> staying = new HashSet<>();
    kept.copies().forEach(copy -> staying.add(path(copy.number())));
    for (String name : local.list(directory)) {
      Path file = directory.resolve(name);
      if (!staying.contains(file)) {
        local.delete(file);
      }
    }
  }

  /** Ends with copies that a later process can use; for when nobody reads any more. */
  void leave(KeptCopies kept) throws IOException {
    clearBut(kept);
    kept.leave(local, directory);
  }

  /** Number of a copy that no other has. */
  long newCopy() {
    return copies.incrementAndGet();
  }

  Path path(long copy) {
    return directory.resolve("%010d.copy".formatted(copy));
  }

  /** Whether a copy is there with the length it had. */
  boolean has(KeptCopies.Copy copy) throws IOException {
    Path file = path(copy.number());
    if (!local.exists(file)) {
      return false;
    }
    try (StoreFile found = local.openReadOnly(file)) {
      return found.size() == copy.copyBytes();
    }
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

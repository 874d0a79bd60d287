package dev.snapledger.blockstore.object;

import dev.snapledger.blockstore.file.FileAccess;
import dev.snapledger.blockstore.file.LockedException;
import dev.snapledger.blockstore.file.StoreFile;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Files in an object store, by one writer among many nodes; a local folder holds copies.
 *
 * <p>Opening begins an epoch; from then on the writer before can store nothing more, whether it
 * knows or not. What is durable when, and what a crash leaves, is as {@link FileAccess} says, and
 * stricter: changes become durable in the order in which they were made. Folders exist as long as
 * there is a file in them. After a failed sync every later one fails, until the files are opened
 * again. Any thread may call. Format: docs/internals/object-store-format.md.
 */
public final class ObjectFiles implements FileAccess, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ObjectFiles.class);

  private final FileCache cache;
  private final Uploader uploader;
  private final Commits commits;
  private final FileNames names;
  private final ObjectFilesSettings settings;
  private final long epoch;
  private final Set<Path> locks = ConcurrentHashMap.newKeySet();

  private ObjectFiles(
      ObjectStore objects, NamesLog log, FileCache cache, ObjectFilesSettings settings) {
    ObjectFilesSettings.Sizes sizes = settings.sizes();
    this.cache = cache;
    this.settings = settings;
    this.epoch = log.epoch();
    this.uploader = new Uploader(objects, log.epoch(), sizes);
    this.names =
        FileNames.ofWriter(cache, new Fetcher(objects, sizes.readAheadBytes()), log.state());
    var tidying = new Tidying(objects, settings.time(), sizes, log.state().checkpointed);
    this.commits = new Commits(log, tidying, record -> names.logged(record, log.state()));
  }

  /**
   * Becomes the writer.
   *
   * @param local where the copies are
   * @throws LockedException if another node is the writer and may not be pushed out
   */
  public static ObjectFiles open(
      ObjectStore objects, FileAccess local, ObjectFilesSettings settings) throws IOException {
    KeptCopies found = KeptCopies.take(local, settings.cacheDirectory());
    KeptCopies kept = found.isOf(objects) ? found : KeptCopies.NONE;
    FileCache cache =
        FileCache.holding(kept, local, settings.cacheDirectory(), settings.cacheBytesMax());
    NamesLog log =
        NamesLog.open(
            objects, settings.time(), settings.writer(), settings.node(), settings.takeOver());
    ObjectFiles files = new ObjectFiles(objects, log, cache, settings);
    files.names.adopt(kept);
    return files;
  }

  /** Looks at what others write; see {@link ObjectFilesReader}. */
  public static ObjectFilesReader reader(
      ObjectStore objects, FileAccess local, ObjectFilesSettings settings) throws IOException {
    return ObjectFilesReader.open(objects, local, settings);
  }

  /** The epoch that opening began. */
  public long epoch() {
    return epoch;
  }

  /**
   * Returns if no other node had become the writer when it was called: what is read after it was
   * true then, or later.
   *
   * @throws FencedException if another one had
   */
  public void requireHeld() throws IOException {
    commits.requireHeld();
  }

  /** Whether nothing can be made durable any more until the files are opened again. */
  public boolean isEnded() {
    return commits.isEnded();
  }

  @Override
  public StoreFile create(Path file) throws IOException {
    return new OpenFile(names, names.create(file, commits), this::sync);
  }

  @Override
  public StoreFile open(Path file) throws IOException {
    return new OpenFile(names, names.find(file), this::sync);
  }

  @Override
  public StoreFile openReadOnly(Path file) throws IOException {
    return open(file);
  }

  @Override
  public MemorySegment map(Path file) throws IOException {
    return names.find(file).map();
  }

  @Override
  public boolean doubt(Path file) throws IOException {
    return names.find(file).doubt(0, Long.MAX_VALUE);
  }

  @Override
  public MemorySegment scratch(Path directory, long bytes) throws IOException {
    return cache.local.scratch(cache.directory, bytes);
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    names.rename(from, to, commits);
  }

  @Override
  public void delete(Path file) throws IOException {
    names.delete(file, commits);
  }

  /** Does nothing: a folder is there when something is in it. */
  @Override
  public void createDirectories(Path directory) {}

  /** Makes all names durable, whatever the folder. */
  @Override
  public void syncDirectory(Path directory) throws IOException {
    commits.commit();
  }

  @Override
  public List<String> list(Path directory) {
    return names.list(directory);
  }

  @Override
  public boolean exists(Path file) {
    return names.exists(file);
  }

  /** Keeps two users in this process apart; the epoch keeps other processes away. */
  @Override
  public AutoCloseable lock(Path file) throws IOException {
    if (!locks.add(file)) {
      throw new LockedException("this process already holds " + file);
    }
    return () -> locks.remove(file);
  }

  /** Says that this writer leaves; what was not synced is dropped, but changes of names stay. */
  @Override
  public void close() throws IOException {
    commits.add(new Change.Released());
    commits.commit();
    try {
      cache.leave(
          new KeptCopies(commits.lastNumber(), settings.writer(), names.keep(settings.kept())));
    } catch (IOException e) {
      LOG.warn("Local copies will be fetched again: {}", e.toString());
    }
  }

  /**
   * Stores what was written to a file since the last sync. A file that the log does not know yet is
   * not needed before its name is, and a file without a name never.
   */
  private void sync(CachedFile file, OpenFile.When when) throws IOException {
    if (names.isUnlinked(file)) {
      return;
    }
    Unsynced unsynced = file.beginSync();
    if (unsynced != null) {
      try {
        List<Change.Piece> pieces = uploader.upload(file, unsynced.ranges());
        commits.add(new Change.Written(file.id, unsynced.cutBytes(), unsynced.sizeBytes(), pieces));
      } catch (IOException | RuntimeException e) {
        file.notStored(unsynced);
        throw e;
      }
    }
    if (when == OpenFile.When.NOW && file.isLogged()) {
      commits.commit();
    }
  }
}

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

/**
 * Files in an object store as they were after one record of their log, for nodes that read what
 * another writes. Nothing is stored, and the writer learns nothing of it.
 *
 * <p>What is read stays as it was until {@link #refresh}, but only for the writer's time of grace:
 * then bytes of files that were removed meanwhile are gone, and reading them fails. Any thread may
 * call; every change fails.
 */
public final class ObjectFilesReader implements FileAccess, AutoCloseable {
  private final ObjectStore objects;
  private final FileCache cache;
  private final FileNames names;
  private final Set<Path> locks = ConcurrentHashMap.newKeySet();
  private NamesState state;

  private ObjectFilesReader(
      ObjectStore objects, FileCache cache, Fetcher fetcher, NamesState state) {
    this.objects = objects;
    this.cache = cache;
    this.state = state;
    this.names = FileNames.ofReader(cache, fetcher, state);
  }

  static ObjectFilesReader open(ObjectStore objects, FileAccess local, ObjectFilesSettings settings)
      throws IOException {
    FileCache cache = FileCache.empty(local, settings.cacheDirectory(), settings.cacheBytesMax());
    var fetcher = new Fetcher(objects, settings.sizes().readAheadBytes());
    return new ObjectFilesReader(objects, cache, fetcher, NamesLog.read(objects));
  }

  /**
   * Goes on to the end of the log. What is open stays as it was; copies of files that did not
   * change are kept. A store over these files has to be opened again to see what is new.
   *
   * @return whether there was anything new
   */
  public synchronized boolean refresh() throws IOException {
    long before = state.number;
    state = NamesLog.readFurther(objects, state);
    names.refresh(state);
    return state.number > before;
  }

  /** Number of the record after which this is how the files were. */
  public synchronized long logNumber() {
    return state.number;
  }

  private static IOException refused(Path file) {
    return new IOException(
        "expected no changes of files that another node writes, but found one of " + file);
  }

  @Override
  public StoreFile create(Path file) throws IOException {
    throw refused(file);
  }

  @Override
  public StoreFile open(Path file) throws IOException {
    return openReadOnly(file);
  }

  @Override
  public StoreFile openReadOnly(Path file) throws IOException {
    return new OpenFile(
        names,
        names.find(file),
        (_, _) -> {
          throw refused(file);
        });
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
  public boolean isReadOnly() {
    return true;
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    throw refused(from);
  }

  @Override
  public void delete(Path file) throws IOException {
    throw refused(file);
  }

  @Override
  public void createDirectories(Path directory) throws IOException {
    throw refused(directory);
  }

  @Override
  public void syncDirectory(Path directory) throws IOException {
    throw refused(directory);
  }

  @Override
  public List<String> list(Path directory) {
    return names.list(directory);
  }

  @Override
  public boolean exists(Path file) {
    return names.exists(file);
  }

  @Override
  public AutoCloseable lock(Path file) throws IOException {
    if (!locks.add(file)) {
      throw new LockedException("this process already holds " + file);
    }
    return () -> locks.remove(file);
  }

  @Override
  public void close() throws IOException {
    cache.clear();
  }
}

package dev.snapledger.blockstore.file;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * A file system in memory that can crash before any change, lose what was not synced, and be full.
 *
 * <p>At a crash each unsynced write is kept, lost, or cut at a multiple of 512, on its own;
 * unsynced changes of names are kept up to a random one.
 */
public final class MemoryFiles implements FileAccess {
  private static final int SECTOR_BYTES = 512;

  private final Map<Path, Inode> names = new TreeMap<>();
  private final Map<Path, Inode> durableNames = new TreeMap<>();
  private final List<NameChange> unsyncedNames = new ArrayList<>();
  private final Set<Path> locks = new HashSet<>();
  private long changes;
  private long renames;
  private long tornWrites;
  private long crashAt = Long.MAX_VALUE;
  private long fullFrom = Long.MAX_VALUE;
  private long fullUntil = Long.MAX_VALUE;
  private long syncFailsAt = Long.MAX_VALUE;
  private long reads;
  private long readFailsAt = Long.MAX_VALUE;

  private record NameChange(Path directory, Consumer<Map<Path, Inode>> change) {}

  /** One file, whatever its names. */
  private static final class Inode {
    FileBytes now = new FileBytes();
    final FileBytes durable = new FileBytes();
    final List<Object> unsynced = new ArrayList<>();

    void sync() {
      unsynced.forEach(durable::apply);
      unsynced.clear();
    }

    void afterCrash() {
      now = new FileBytes();
      now.apply(new FileBytes.Write(0, durable.copy()));
    }
  }

  /** Number of changes so far; each is a place to crash. */
  public synchronized long changes() {
    return changes;
  }

  /** How often a file was given another name. */
  public synchronized long renames() {
    return renames;
  }

  /** Stops everything right before that change. */
  public synchronized void crashAt(long change) {
    crashAt = change;
  }

  /** Refuses space for the changes {@code [from, until)}. */
  public synchronized void fullBetween(long from, long until) {
    fullFrom = from;
    fullUntil = until;
  }

  /** Fails the first sync at or after that change with an I/O error. */
  public synchronized void failSyncAt(long change) {
    syncFailsAt = change;
  }

  /** Number of reads so far; mapped files are not counted. */
  public synchronized long reads() {
    return reads;
  }

  /** Fails that read with an I/O error, and no other. */
  public synchronized void failReadAt(long read) {
    readFailsAt = read;
  }

  private void failRead() throws IOException {
    if (reads++ == readFailsAt) {
      throw new IOException("simulated: read failed");
    }
  }

  /** Forgets what a crash may lose, and lets the next process in. */
  public synchronized void restart(SplittableRandom chance) {
    int kept = chance.nextInt(unsyncedNames.size() + 1);
    for (int i = 0; i < kept; i++) {
      unsyncedNames.get(i).change().accept(durableNames);
    }
    unsyncedNames.clear();
    names.clear();
    names.putAll(durableNames);
    for (Inode inode : names.values()) {
      List<Object> survivors = new ArrayList<>();
      inode.unsynced.forEach(change -> keepSome(change, chance, survivors));
      inode.unsynced.clear();
      inode.unsynced.addAll(survivors);
      inode.sync();
      inode.afterCrash();
    }
    locks.clear();
    noFaults();
  }

  /** From now on nothing fails. */
  public synchronized void noFaults() {
    crashAt = Long.MAX_VALUE;
    fullFrom = Long.MAX_VALUE;
    syncFailsAt = Long.MAX_VALUE;
    readFailsAt = Long.MAX_VALUE;
  }

  /** Writes that a crash cut short, so far. */
  public synchronized long tornWrites() {
    return tornWrites;
  }

  private void keepSome(Object change, SplittableRandom chance, List<Object> survivors) {
    int fate = chance.nextInt(3);
    if (change instanceof FileBytes.Write write && fate == 1) {
      int sectors = write.bytes().length / SECTOR_BYTES;
      int length = chance.nextInt(sectors + 1) * SECTOR_BYTES;
      tornWrites++;
      survivors.add(new FileBytes.Write(write.position(), Arrays.copyOf(write.bytes(), length)));
    } else if (fate != 0) {
      survivors.add(change);
    }
  }

  /** The same files in another, unused file system; everything counts as synced. */
  public synchronized MemoryFiles copy() {
    MemoryFiles copy = new MemoryFiles();
    names.forEach(
        (file, inode) -> {
          Inode other = new Inode();
          other.durable.apply(new FileBytes.Write(0, inode.now.copy()));
          other.afterCrash();
          copy.names.put(file, other);
          copy.durableNames.put(file, other);
        });
    return copy;
  }

  /** All files, for tests that damage them. */
  public synchronized List<Path> files() {
    return List.copyOf(names.keySet());
  }

  public synchronized int sizeOf(Path file) {
    return inodeOrFail(file).now.size;
  }

  /** Inverts one bit of a file where it lies. */
  public synchronized void flipBit(Path file, int byteIndex, int bit) {
    FileBytes content = inodeOrFail(file).now;
    content.bytes[byteIndex] = (byte) (content.bytes[byteIndex] ^ (1 << bit));
  }

  private Inode inodeOrFail(Path file) {
    Inode inode = names.get(file);
    if (inode == null) {
      throw new IllegalStateException("expected a file " + file + ", but found none");
    }
    return inode;
  }

  private void changing() {
    if (changes >= crashAt) {
      throw new SimulatedCrash();
    }
    changes++;
  }

  private void needingSpace() throws IOException {
    changing();
    if (changes > fullFrom && changes <= fullUntil) {
      throw new NoSpaceException("simulated: no space left");
    }
  }

  private void rename(Path directory, Consumer<Map<Path, Inode>> change) {
    change.accept(names);
    unsyncedNames.add(new NameChange(directory, change));
  }

  @Override
  public synchronized StoreFile create(Path file) throws IOException {
    needingSpace();
    if (names.containsKey(file)) {
      throw new IOException("expected no file " + file + ", but it exists");
    }
    Inode inode = new Inode();
    rename(parent(file), map -> map.put(file, inode));
    return new MemoryFile(inode);
  }

  private static Path parent(Path file) {
    Path parent = file.getParent();
    return parent == null ? file : parent;
  }

  @Override
  public synchronized StoreFile open(Path file) throws IOException {
    Inode inode = names.get(file);
    if (inode == null) {
      throw new NoSuchFileException(file.toString());
    }
    return new MemoryFile(inode);
  }

  @Override
  public StoreFile openReadOnly(Path file) throws IOException {
    return open(file);
  }

  @Override
  public synchronized MemorySegment map(Path file) throws IOException {
    Inode inode = names.get(file);
    if (inode == null) {
      throw new NoSuchFileException(file.toString());
    }
    return MemorySegment.ofArray(inode.now.copy()).asReadOnly();
  }

  @Override
  public synchronized void rename(Path from, Path to) throws IOException {
    needingSpace();
    Inode inode = names.get(from);
    if (inode == null) {
      throw new NoSuchFileException(from.toString());
    }
    renames++;
    rename(
        parent(to),
        map -> {
          map.remove(from);
          map.put(to, inode);
        });
  }

  @Override
  public synchronized void delete(Path file) {
    changing();
    if (names.containsKey(file)) {
      rename(parent(file), map -> map.remove(file));
    }
  }

  @Override
  public synchronized void createDirectories(Path directory) {
    changing();
  }

  @Override
  public synchronized void syncDirectory(Path directory) throws IOException {
    changing();
    failSync();
    unsyncedNames.removeIf(
        change -> {
          boolean mine = change.directory().equals(directory);
          if (mine) {
            change.change().accept(durableNames);
          }
          return mine;
        });
  }

  private void failSync() throws IOException {
    if (changes > syncFailsAt) {
      syncFailsAt = Long.MAX_VALUE;
      throw new IOException("simulated: sync failed");
    }
  }

  @Override
  public synchronized List<String> list(Path directory) {
    Set<String> found = new java.util.TreeSet<>();
    for (Path file : names.keySet()) {
      if (file.startsWith(directory) && file.getNameCount() > directory.getNameCount()) {
        found.add(file.getName(directory.getNameCount()).toString());
      }
    }
    return List.copyOf(found);
  }

  @Override
  public synchronized boolean exists(Path file) {
    return names.containsKey(file);
  }

  @Override
  public synchronized AutoCloseable lock(Path file) throws IOException {
    if (!locks.add(file)) {
      throw new LockedException("this process already holds " + file);
    }
    return () -> {
      synchronized (MemoryFiles.this) {
        locks.remove(file);
      }
    };
  }

  private final class MemoryFile implements StoreFile {
    private final Inode inode;

    MemoryFile(Inode inode) {
      this.inode = inode;
    }

    @Override
    public int read(long position, ByteBuffer into) throws IOException {
      synchronized (MemoryFiles.this) {
        failRead();
        int length = (int) Math.clamp(inode.now.size - position, 0L, (long) into.remaining());
        if (length > 0) {
          into.put(inode.now.bytes, (int) position, length);
        }
        return length;
      }
    }

    @Override
    public void write(long position, ByteBuffer from) throws IOException {
      synchronized (MemoryFiles.this) {
        needingSpace();
        byte[] bytes = new byte[from.remaining()];
        from.get(bytes);
        add(new FileBytes.Write((int) position, bytes));
      }
    }

    private void add(Object change) {
      inode.now.apply(change);
      inode.unsynced.add(change);
    }

    @Override
    public void sync() throws IOException {
      synchronized (MemoryFiles.this) {
        changing();
        failSync();
        inode.sync();
      }
    }

    @Override
    public long size() {
      synchronized (MemoryFiles.this) {
        return inode.now.size;
      }
    }

    @Override
    public void resize(long sizeBytes) throws IOException {
      synchronized (MemoryFiles.this) {
        needingSpace();
        add(new FileBytes.Resize((int) sizeBytes));
      }
    }

    @Override
    public void close() {}
  }
}

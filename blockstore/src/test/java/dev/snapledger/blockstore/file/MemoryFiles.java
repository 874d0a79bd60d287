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
  private long crashAt = Long.MAX_VALUE;
  private long fullFrom = Long.MAX_VALUE;
  private long fullUntil = Long.MAX_VALUE;
  private long syncFailsAt = Long.MAX_VALUE;

  private record NameChange(Path directory, Consumer<Map<Path, Inode>> change) {}

  /** Content of one file, whatever its names. */
  private static final class Inode {
    byte[] bytes = new byte[0];
    byte[] durable = new byte[0];
    final List<Object> unsynced = new ArrayList<>();
  }

  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  private record Write(int position, byte[] bytes) {}

  private record Resize(int size) {}

  /** Number of changes so far; each is a place to crash. */
  public synchronized long changes() {
    return changes;
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

  /** Forgets what a crash may lose, and lets the next process in. */
  public synchronized void restart(SplittableRandom chance) {
    int kept = chance.nextInt(unsyncedNames.size() + 1);
    for (int i = 0; i < kept; i++) {
      unsyncedNames.get(i).change().accept(durableNames);
    }
    unsyncedNames.clear();
    names.clear();
    names.putAll(durableNames);
    for (Inode inode : new HashSet<>(names.values())) {
      inode.bytes = inode.durable.clone();
      for (Object change : inode.unsynced) {
        applyAfterCrash(inode, change, chance);
      }
      inode.unsynced.clear();
      inode.durable = inode.bytes.clone();
    }
    locks.clear();
    crashAt = Long.MAX_VALUE;
    fullFrom = Long.MAX_VALUE;
    syncFailsAt = Long.MAX_VALUE;
  }

  private static void applyAfterCrash(Inode inode, Object change, SplittableRandom chance) {
    int fate = chance.nextInt(3);
    if (fate == 0) {
      return;
    }
    if (change instanceof Write write && fate == 1) {
      int sectors = write.bytes().length / SECTOR_BYTES;
      int length = chance.nextInt(sectors + 1) * SECTOR_BYTES;
      apply(inode, new Write(write.position(), Arrays.copyOf(write.bytes(), length)));
      return;
    }
    apply(inode, change);
  }

  private static void apply(Inode inode, Object change) {
    if (change instanceof Resize resize) {
      inode.bytes = Arrays.copyOf(inode.bytes, resize.size());
    } else if (change instanceof Write write) {
      int end = write.position() + write.bytes().length;
      if (end > inode.bytes.length) {
        inode.bytes = Arrays.copyOf(inode.bytes, end);
      }
      System.arraycopy(write.bytes(), 0, inode.bytes, write.position(), write.bytes().length);
    }
  }

  /** All files, for tests that damage them. */
  public synchronized List<Path> files() {
    return List.copyOf(names.keySet());
  }

  public synchronized int sizeOf(Path file) {
    return inodeOrFail(file).bytes.length;
  }

  /** Inverts one bit of a file where it lies. */
  public synchronized void flipBit(Path file, int byteIndex, int bit) {
    Inode inode = inodeOrFail(file);
    inode.bytes[byteIndex] = (byte) (inode.bytes[byteIndex] ^ (1 << bit));
    inode.durable = inode.bytes.clone();
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
    return MemorySegment.ofArray(inode.bytes.clone()).asReadOnly();
  }

  @Override
  public synchronized void rename(Path from, Path to) throws IOException {
    needingSpace();
    Inode inode = names.get(from);
    if (inode == null) {
      throw new NoSuchFileException(from.toString());
    }
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
    public int read(long position, ByteBuffer into) {
      synchronized (MemoryFiles.this) {
        int length = (int) Math.clamp(inode.bytes.length - position, 0L, (long) into.remaining());
        if (length > 0) {
          into.put(inode.bytes, (int) position, length);
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
        add(new Write((int) position, bytes));
      }
    }

    private void add(Object change) {
      apply(inode, change);
      inode.unsynced.add(change);
    }

    @Override
    public void sync() throws IOException {
      synchronized (MemoryFiles.this) {
        changing();
        failSync();
        inode.durable = inode.bytes.clone();
        inode.unsynced.clear();
      }
    }

    @Override
    public long size() {
      synchronized (MemoryFiles.this) {
        return inode.bytes.length;
      }
    }

    @Override
    public void resize(long sizeBytes) throws IOException {
      synchronized (MemoryFiles.this) {
        needingSpace();
        add(new Resize((int) sizeBytes));
      }
    }

    @Override
    public void close() {}
  }
}

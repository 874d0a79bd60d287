package dev.snapledger.blockstore.file;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;

/** Files of which nothing may change, not even in ways that leave no trace. */
public record UntouchableFiles(MemoryFiles files) implements FileAccess {
  private static AssertionError touched(String what, Path file) {
    return new AssertionError("expected no change of any file, but found " + what + " of " + file);
  }

  @Override
  public StoreFile create(Path file) {
    throw touched("the creation", file);
  }

  @Override
  public StoreFile open(Path file) {
    throw touched("an opening for writing", file);
  }

  @Override
  public StoreFile openReadOnly(Path file) throws IOException {
    return new Untouchable(file, files.openReadOnly(file));
  }

  @Override
  public MemorySegment map(Path file) throws IOException {
    return files.map(file);
  }

  @Override
  public void rename(Path from, Path to) {
    throw touched("the renaming", from);
  }

  @Override
  public void delete(Path file) {
    throw touched("the removal", file);
  }

  @Override
  public void createDirectories(Path directory) {
    throw touched("the creation", directory);
  }

  @Override
  public void syncDirectory(Path directory) {
    throw touched("a sync", directory);
  }

  @Override
  public List<String> list(Path directory) {
    return files.list(directory);
  }

  @Override
  public boolean exists(Path file) {
    return files.exists(file);
  }

  @Override
  public AutoCloseable lock(Path file) throws IOException {
    return files.lock(file);
  }

  private record Untouchable(Path path, StoreFile open) implements StoreFile {
    @Override
    public int read(long position, ByteBuffer into) throws IOException {
      return open.read(position, into);
    }

    @Override
    public void write(long position, ByteBuffer from) {
      throw touched("a write", path);
    }

    @Override
    public void sync() {
      throw touched("a sync", path);
    }

    @Override
    public long size() throws IOException {
      return open.size();
    }

    @Override
    public void resize(long sizeBytes) {
      throw touched("a cut", path);
    }

    @Override
    public void close() throws IOException {
      open.close();
    }
  }
}

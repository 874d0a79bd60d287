package dev.snapledger.blockstore.file;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;

/**
 * The files of another access for who must leave them as they are.
 *
 * <p>What tidies up does nothing: removals, cuts, directories and syncs. So whoever opens a store
 * sees what it would see after tidying, and the files stay untouched. What would put bytes or names
 * into the file system fails. A lock is taken as ever, which makes its file if that is missing.
 */
public final class ReadOnlyFiles implements FileAccess {
  private final FileAccess files;

  public ReadOnlyFiles(FileAccess files) {
    this.files = files;
  }

  private static IOException refused(String what) {
    return new IOException(
        "expected no changes of files opened for reading only, but found " + what);
  }

  @Override
  public StoreFile create(Path file) throws IOException {
    throw refused("the creation of " + file);
  }

  @Override
  public StoreFile open(Path file) throws IOException {
    return openReadOnly(file);
  }

  @Override
  public StoreFile openReadOnly(Path file) throws IOException {
    return new ReadOnlyFile(file, files.openReadOnly(file));
  }

  @Override
  public MemorySegment map(Path file) throws IOException {
    return files.map(file);
  }

  @Override
  public boolean doubt(Path file) throws IOException {
    return files.doubt(file);
  }

  @Override
  public boolean isReadOnly() {
    return true;
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    throw refused("the renaming of " + from + " to " + to);
  }

  @Override
  public void delete(Path file) {
    // It stays, and whoever asked goes on as if it were gone.
  }

  @Override
  public void createDirectories(Path directory) {
    // Nothing will be put into it.
  }

  @Override
  public void syncDirectory(Path directory) {
    // Nothing was changed in it.
  }

  @Override
  public List<String> list(Path directory) throws IOException {
    return files.list(directory);
  }

  @Override
  public boolean exists(Path file) throws IOException {
    return files.exists(file);
  }

  @Override
  public AutoCloseable lock(Path file) throws IOException {
    return files.lock(file);
  }

  /** One file of it; a cut does nothing. */
  private record ReadOnlyFile(Path path, StoreFile file) implements StoreFile {
    @Override
    public int read(long position, ByteBuffer into) throws IOException {
      return file.read(position, into);
    }

    @Override
    public boolean doubt(long startByte, long endByte) {
      return file.doubt(startByte, endByte);
    }

    @Override
    public void write(long position, ByteBuffer from) throws IOException {
      throw refused("a write to " + path);
    }

    @Override
    public void sync() {
      // Nothing was written.
    }

    @Override
    public long size() throws IOException {
      return file.size();
    }

    @Override
    public void resize(long sizeBytes) {
      // The tail stays, and whoever cut it does not read it.
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}

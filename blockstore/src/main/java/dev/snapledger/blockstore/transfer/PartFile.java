package dev.snapledger.blockstore.transfer;

import dev.snapledger.blockstore.file.Writeback;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * A file that appears under its name only when it is complete and durable.
 *
 * <p>Until {@link #commit} it is {@code <name>.part}, sparse, and locked against a second writer;
 * closing it without commit deletes that. A part left by a killed process is overwritten.
 */
final class PartFile implements AutoCloseable {
  private final Path directory;
  private final Path file;
  private final Path part;
  private final RandomAccessFile handle;
  private final Writeback writeback;
  private boolean done;

  private PartFile(Path directory, Path file, Path part, RandomAccessFile handle) {
    this.directory = directory;
    this.file = file;
    this.part = part;
    this.handle = handle;
    this.writeback = new Writeback(() -> handle.getChannel().force(false), Writeback.EVERY_BYTES);
  }

  /** Starts a file of that many zero bytes. */
  static PartFile create(Path file, long lengthBytes) throws IOException {
    Path target = file.toAbsolutePath();
    Path directory = target.getParent();
    if (directory == null) {
      throw new IOException("expected the name of a file, but found " + file);
    }
    Path part = target.resolveSibling(target.getFileName() + ".part");
    RandomAccessFile handle = new RandomAccessFile(part.toFile(), "rw");
    try {
      lock(handle.getChannel(), part);
      handle.setLength(0);
      handle.setLength(lengthBytes);
      return new PartFile(directory, target, part, handle);
    } catch (IOException | RuntimeException e) {
      handle.close();
      throw e;
    }
  }

  private static void lock(FileChannel channel, Path part) throws IOException {
    boolean locked;
    try {
      locked = channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      throw new IOException(inUse(part), e);
    }
    // The other writer may have renamed what was opened here, just before it was locked.
    if (!locked || !Files.exists(part)) {
      throw new IOException(inUse(part));
    }
  }

  private static String inUse(Path part) {
    return "expected to write " + part + " alone, but found it in use by another export";
  }

  void write(long startByte, ByteBuffer bytes) throws IOException {
    FileChannel channel = handle.getChannel();
    long position = startByte;
    while (bytes.hasRemaining()) {
      position += channel.write(bytes, position);
    }
    writeback.wrote(position - startByte);
  }

  /** Syncs it and gives it its name; a file that had this name is replaced. */
  void commit() throws IOException {
    writeback.finish();
    handle.getChannel().force(true);
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    done = true;
    syncDirectory();
  }

  private void syncDirectory() throws IOException {
    if (directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  @Override
  public void close() throws IOException {
    try {
      if (!done) {
        Files.deleteIfExists(part);
        writeback.finish();
      }
    } finally {
      handle.close();
    }
  }
}

package dev.snapledger.blockstore.file;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** Files of the operating system. */
public final class LocalFileAccess implements FileAccess {
  private static final int SCRATCH_STEP_BYTES = 64 << 10;

  private final AtomicLong scratchFiles = new AtomicLong();

  @Override
  public StoreFile create(Path file) throws IOException {
    return mapped(
        () -> {
          Files.createFile(file);
          return LocalStoreFile.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        });
  }

  @Override
  public StoreFile open(Path file) throws IOException {
    return LocalStoreFile.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  @Override
  public StoreFile openReadOnly(Path file) throws IOException {
    return LocalStoreFile.open(file, StandardOpenOption.READ);
  }

  @Override
  public MemorySegment map(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), Arena.ofAuto());
    }
  }

  /** Its blocks are written once, so that a full disk is found here and not when it is used. */
  @Override
  public MemorySegment scratch(Path directory, long bytes) throws IOException {
    Path file = directory.resolve("scratch-" + scratchFiles.incrementAndGet() + ".tmp");
    Files.deleteIfExists(file);
    return mapped(
        () -> {
          try (FileChannel channel =
              FileChannel.open(
                  file,
                  StandardOpenOption.CREATE_NEW,
                  StandardOpenOption.READ,
                  StandardOpenOption.WRITE)) {
            ByteBuffer zeros = ByteBuffer.allocate(SCRATCH_STEP_BYTES);
            for (long at = 0; at < bytes; at += SCRATCH_STEP_BYTES) {
              zeros.clear().limit((int) Math.min(SCRATCH_STEP_BYTES, bytes - at));
              while (zeros.hasRemaining()) {
                channel.write(zeros);
              }
            }
            return channel.map(FileChannel.MapMode.READ_WRITE, 0, bytes, Arena.ofAuto());
          } finally {
            Files.deleteIfExists(file);
          }
        });
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    mapped(
        () ->
            Files.move(
                from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING));
  }

  @Override
  public void delete(Path file) throws IOException {
    Files.deleteIfExists(file);
  }

  @Override
  public void createDirectories(Path directory) throws IOException {
    mapped(() -> Files.createDirectories(directory));
  }

  @Override
  public void syncDirectory(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  @Override
  public List<String> list(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    } catch (NoSuchFileException | NotDirectoryException _) {
      return List.of();
    }
  }

  @Override
  public boolean exists(Path file) {
    return Files.exists(file);
  }

  @Override
  public AutoCloseable lock(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      FileLock lock = channel.tryLock();
      if (lock == null) {
        throw new LockedException("another process holds " + file);
      }
      return channel;
    } catch (OverlappingFileLockException _) {
      channel.close();
      throw new LockedException("this process already holds " + file);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /** A file operation with a result. */
  interface Operation<T> {
    T run() throws IOException;
  }

  /** Runs an operation, turning the system's words for a full disk into their own type. */
  static <T> T mapped(Operation<T> operation) throws IOException {
    try {
      return operation.run();
    } catch (NoSpaceException e) {
      throw e;
    } catch (IOException e) {
      String text = String.valueOf(e.getMessage());
      // The texts of ENOSPC and EDQUOT in Linux's and macOS's libc.
      if (text.contains("No space left")
          || text.toLowerCase(java.util.Locale.ROOT).contains("quota")) {
        throw new NoSpaceException(text, e);
      }
      throw e;
    }
  }
}

package dev.snapledger.broker;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * An exclusive lock on a file, held by a process, which the operating system frees when the process
 * ends in any way.
 *
 * <p>The file stays behind, empty; its presence says nothing.
 */
public final class DirectoryLock implements AutoCloseable {

  /**
   * The locks of this JVM, for two reasons. POSIX frees a process's lock when the process closes
   * any descriptor of the file, so a second one must not even be opened. And a channel that nobody
   * refers to is closed by the garbage collector, so a lock must be referred to until it is closed.
   */
  private static final Map<Path, DirectoryLock> HELD = new ConcurrentHashMap<>();

  private final Path file;
  private @Nullable FileChannel channel;

  private DirectoryLock(Path file) {
    this.file = file;
  }

  /** Empty when another process, or this one, holds it. */
  public static Optional<DirectoryLock> tryAcquire(Path file) throws IOException {
    return locked(file, channel -> channel.tryLock() != null);
  }

  /**
   * Waits for the process that holds it.
   *
   * @param max longest wait
   */
  static Optional<DirectoryLock> acquireWithin(Path file, Duration max) throws IOException {
    return locked(file, channel -> lockWithin(channel, max));
  }

  private static Optional<DirectoryLock> locked(Path file, Attempt attempt) throws IOException {
    DirectoryLock lock = new DirectoryLock(file.toAbsolutePath().normalize());
    if (HELD.putIfAbsent(lock.file, lock) != null) {
      return Optional.empty();
    }
    boolean kept = false;
    try {
      kept = attempt.lock(lock.open());
      return kept ? Optional.of(lock) : Optional.empty();
    } finally {
      if (!kept) {
        lock.close();
      }
    }
  }

  private FileChannel open() throws IOException {
    FileChannel opened = FileChannel.open(file, CREATE, WRITE);
    channel = opened;
    return opened;
  }

  private static boolean lockWithin(FileChannel channel, Duration max) throws IOException {
    FutureTask<FileLock> wait = new FutureTask<>(channel::lock);
    Thread.ofPlatform().daemon().name("broker-lock-wait").start(wait);
    try {
      return wait.get(max.toMillis(), TimeUnit.MILLISECONDS).isValid();
    } catch (TimeoutException _) {
      return false; // The caller closes the channel, which ends the wait.
    } catch (ExecutionException e) {
      throw new IOException("expected to lock a file, but " + e.getCause(), e);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Frees the file; once is enough, more does no harm. */
  @Override
  public void close() throws IOException {
    if (channel != null) {
      channel.close();
    }
    HELD.remove(file, this);
  }

  @FunctionalInterface
  private interface Attempt {
    boolean lock(FileChannel channel) throws IOException;
  }
}

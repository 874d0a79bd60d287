package dev.snapledger.broker;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * An exclusive lock on a file, held by a process, which the operating system frees when the process
 * ends in any way.
 *
 * <p>The file stays behind, empty; its presence says nothing.
 */
final class DirectoryLock implements AutoCloseable {

  /**
   * The files locked by this JVM. POSIX frees a process's lock when the process closes any
   * descriptor of the file, so a second one must not even be opened.
   */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path file;
  private final FileChannel channel;

  private DirectoryLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /** Empty when another process, or this one, holds it. */
  static Optional<DirectoryLock> tryAcquire(Path file) throws IOException {
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
    Path key = file.toAbsolutePath().normalize();
    if (!HELD.add(key)) {
      return Optional.empty();
    }
    FileChannel channel = null;
    boolean kept = false;
    try {
      channel = FileChannel.open(key, CREATE, WRITE);
      kept = attempt.lock(channel);
      return kept ? Optional.of(new DirectoryLock(key, channel)) : Optional.empty();
    } finally {
      if (!kept) {
        if (channel != null) {
          channel.close();
        }
        HELD.remove(key);
      }
    }
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

  @Override
  public void close() throws IOException {
    channel.close();
    HELD.remove(file);
  }

  @FunctionalInterface
  private interface Attempt {
    boolean lock(FileChannel channel) throws IOException;
  }
}

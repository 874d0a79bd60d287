package dev.snapledger.app.data;

import dev.snapledger.broker.DirectoryLock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A node's folder, held by one process at a time.
 *
 * <pre>
 * FORMAT        "snapledger-data 1": written first, read before anything else
 * LOCK          held by the process that uses the folder; the system frees it if that process dies
 * HOLDER        its process id
 * broker/       the embedded broker's log: the record of everything
 * regions/R/    the blockstore of region R: the bytes
 * STORE         address of the bytes, if they are in object storage
 * store-cache/  copies of them; may be deleted while nobody holds the folder
 * views/        projections; may be deleted, is rebuilt
 * SCRUBBED      when each region was last scrubbed to the end; may be deleted
 * checkpoints/  entity state; may be deleted, is rebuilt
 * tls/          the HTTPS server's certificates
 * auth/         who may sign in, and the key of tokens
 * http/         resource groups and the address of the last start
 * </pre>
 */
public final class DataDirectory implements AutoCloseable {
  /** Newest layout this software can read and the one it writes. */
  public static final int FORMAT_VERSION = 1;

  private static final String FORMAT_NAME = "snapledger-data";

  private final Path root;
  private final DirectoryLock lock;

  private DataDirectory(Path root, DirectoryLock lock) {
    this.root = root;
    this.lock = lock;
  }

  /**
   * Opens the folder, making it if it is missing or empty, and takes its lock.
   *
   * @throws DataDirectoryException if it is in use, of a newer format, or holds something else
   */
  public static DataDirectory open(Path root) {
    try {
      check(root); // Without the lock first, so that a folder of somebody else stays untouched.
      Files.createDirectories(root);
      DirectoryLock lock = lock(root);
      try {
        check(root);
        writeFormat(root);
      } catch (IOException | RuntimeException e) {
        lock.close();
        throw e;
      }
      return new DataDirectory(root, lock);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "expected to open the data directory %s, but %s".formatted(root, e), e);
    }
  }

  private static DirectoryLock lock(Path root) throws IOException {
    DirectoryLock lock = DirectoryLock.tryAcquire(root.resolve("LOCK")).orElse(null);
    Path holder = root.resolve("HOLDER");
    if (lock == null) {
      throw new DataDirectoryInUseException(
          "expected the data directory %s to be free, but found it in use by process %s"
              .formatted(
                  root, Files.exists(holder) ? Files.readString(holder).strip() : "(unknown)"));
    }
    Files.writeString(holder, Long.toString(ProcessHandle.current().pid()));
    return lock;
  }

  private static void check(Path root) throws IOException {
    if (Files.exists(root) && !Files.isDirectory(root)) {
      throw new DataDirectoryException(
          "expected a folder for the data directory, but found a file at " + root);
    }
    Path format = root.resolve("FORMAT");
    if (Files.exists(format)) {
      checkFormat(root, format);
    } else if (Files.exists(root)) {
      checkEmpty(root);
    }
  }

  private static void writeFormat(Path root) throws IOException {
    Path format = root.resolve("FORMAT");
    if (!Files.exists(format)) {
      Path fresh = root.resolve("FORMAT.new");
      Files.writeString(fresh, FORMAT_NAME + " " + FORMAT_VERSION + "\n");
      Files.move(fresh, format, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  private static void checkFormat(Path root, Path format) throws IOException {
    String[] found = Files.readString(format).strip().split(" ", 2);
    int version =
        found.length == 2 && found[1].matches("[0-9]{1,9}") ? Integer.parseInt(found[1]) : -1;
    if (!found[0].equals(FORMAT_NAME) || version < 1) {
      throw new DataDirectoryException(
          "expected %s to say '%s N', but found '%s'"
              .formatted(format, FORMAT_NAME, String.join(" ", found)));
    }
    if (version > FORMAT_VERSION) {
      throw new DataDirectoryException(
          "expected data of format 1 to %d in %s, but found format %d: use the newer version that wrote it"
              .formatted(FORMAT_VERSION, root, version));
    }
  }

  private static void checkEmpty(Path root) throws IOException {
    try (var files = Files.list(root)) {
      var other =
          files.map(f -> f.getFileName().toString()).filter(f -> !isOurs(f)).sorted().toList();
      if (!other.isEmpty()) {
        throw new DataDirectoryException(
            "expected %s to be empty or a data directory, but found %s in it and no FORMAT"
                .formatted(root, other.getFirst()));
      }
    }
  }

  private static boolean isOurs(String fileName) {
    return fileName.equals("LOCK")
        || fileName.equals("HOLDER")
        || fileName.equals("FORMAT.new")
        || fileName.equals("auth"); // A new node is given the keys and clients of the others.
  }

  public Path root() {
    return root;
  }

  public Path broker() {
    return brokerIn(root);
  }

  /** The broker's folder in a data directory that another process may hold. */
  public static Path brokerIn(Path dataDirectory) {
    return dataDirectory.resolve("broker");
  }

  public Path views() {
    return root.resolve("views");
  }

  public Path checkpoints() {
    return root.resolve("checkpoints");
  }

  /** Gives the folder free for another process. */
  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      throw new UncheckedIOException("expected to release " + root, e);
    }
  }
}

package dev.snapledger.server.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A small text file that is replaced whole: after a crash it is the old one or the new one, never a
 * part. For one writer at a time.
 */
public final class DurableFile {
  private static final String OWNER_ONLY = "rw-------";
  private static final String FOR_ALL = "rw-r--r--";

  private final Path path;
  private final String permissions;

  private DurableFile(Path path, String permissions) {
    this.path = path;
    this.permissions = permissions;
  }

  /** A file that only the owner of this process may read, from its first byte on. */
  public static DurableFile secret(Path path) {
    return new DurableFile(path, OWNER_ONLY);
  }

  /** A file that everybody may read. */
  public static DurableFile open(Path path) {
    return new DurableFile(path, FOR_ALL);
  }

  public Path path() {
    return path;
  }

  /**
   * Its text; null if there is no such file.
   *
   * @throws ExposedFileException if it is a secret that others than the owner may read
   */
  public @Nullable String read() {
    try {
      checkRights();
      return Files.readString(path);
    } catch (NoSuchFileException _) {
      return null;
    } catch (IOException e) {
      throw new UncheckedIOException("expected to read %s, but %s".formatted(path, e), e);
    }
  }

  private void checkRights() throws IOException {
    if (permissions.equals(OWNER_ONLY) && isPosix(path)) {
      var found = Files.getPosixFilePermissions(path);
      if (!PosixFilePermissions.fromString(OWNER_ONLY).containsAll(found)) {
        throw new ExposedFileException(
            "expected %s to be readable and writable by its owner alone (%s), but found %s"
                .formatted(path, OWNER_ONLY, PosixFilePermissions.toString(found)));
      }
    }
  }

  /** Replaces its text; durable on return. Makes its folder, for the owner alone, if missing. */
  public void write(String text) {
    Path folder = path.toAbsolutePath().getParent();
    Path fresh = path.resolveSibling(path.getFileName() + ".new");
    try {
      if (folder != null && !Files.isDirectory(folder)) {
        Files.createDirectories(folder, attributes(folder, "rwx------"));
      }
      Files.deleteIfExists(fresh);
      try (FileChannel channel =
          FileChannel.open(
              fresh,
              Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
              attributes(path, permissions))) {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
      Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      syncFolder(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("expected to write %s, but %s".formatted(path, e), e);
    }
  }

  private static void syncFolder(@Nullable Path folder) throws IOException {
    if (folder != null && isPosix(folder)) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  private static FileAttribute<?>[] attributes(Path near, String permissions) {
    return isPosix(near)
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }

  private static boolean isPosix(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}

package dev.snapledger.server.sas;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keys in a file that only the owner of this process may read and write.
 *
 * <p>It is written whole beside its place and then moved there. Form: {@link SasKeysText}.
 */
public final class SasKeyFile implements SasKeyStore {
  private static final Set<PosixFilePermission> OWNER_ONLY =
      EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  private final Path file;

  /** Keys in that file; its folder exists. */
  public SasKeyFile(Path file) {
    this.file = file;
  }

  @Override
  public @Nullable SasKeys load() {
    try {
      if (isPosix() && !OWNER_ONLY.containsAll(Files.getPosixFilePermissions(file))) {
        throw new SasKeysException(
            "expected %s to be readable and writable by its owner alone (mode 0600), but found %s"
                .formatted(
                    file, PosixFilePermissions.toString(Files.getPosixFilePermissions(file))));
      }
      return SasKeysText.parse(Files.readString(file, StandardCharsets.US_ASCII), file.toString());
    } catch (NoSuchFileException _) {
      return null;
    } catch (IOException e) {
      throw new SasKeysException("expected to read " + file + ", but " + e, e);
    }
  }

  @Override
  public void save(SasKeys keys) {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    try {
      Files.deleteIfExists(fresh);
      write(fresh, ByteBuffer.wrap(SasKeysText.of(keys).getBytes(StandardCharsets.US_ASCII)));
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      syncFolder();
    } catch (IOException e) {
      throw new SasKeysException("expected to write " + file + ", but " + e, e);
    }
  }

  private void write(Path fresh, ByteBuffer bytes) throws IOException {
    FileAttribute<?>[] rights =
        isPosix()
            ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
            : new FileAttribute<?>[0];
    Set<StandardOpenOption> options =
        EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try (FileChannel channel = FileChannel.open(fresh, options, rights)) {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
  }

  private void syncFolder() throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null && isPosix()) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  private boolean isPosix() {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}

package dev.snapledger.server.sas;

import dev.snapledger.server.file.DurableFile;
import dev.snapledger.server.file.ExposedFileException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import org.jspecify.annotations.Nullable;

/** Keys in a file that only the owner of this process may read. Form: {@link SasKeysText}. */
public final class SasKeyFile implements SasKeyStore {
  private final DurableFile file;

  /** Keys in that file. */
  public SasKeyFile(Path file) {
    this.file = DurableFile.secret(file);
  }

  @Override
  public @Nullable SasKeys load() {
    try {
      String text = file.read();
      return text == null ? null : SasKeysText.parse(text, file.path().toString());
    } catch (UncheckedIOException | ExposedFileException e) {
      throw new SasKeysException(String.valueOf(e.getMessage()), e);
    }
  }

  @Override
  public void save(SasKeys keys) {
    try {
      file.write(SasKeysText.of(keys));
    } catch (UncheckedIOException e) {
      throw new SasKeysException(String.valueOf(e.getMessage()), e);
    }
  }

  private record Stamp(FileTime written, @Nullable Object file) {}

  @Override
  public @Nullable Object stamp() {
    try {
      var found = Files.readAttributes(file.path(), BasicFileAttributes.class);
      return new Stamp(found.lastModifiedTime(), found.fileKey());
    } catch (NoSuchFileException _) {
      return null;
    } catch (IOException e) {
      throw new SasKeysException("expected to look at %s, but %s".formatted(file.path(), e), e);
    }
  }
}

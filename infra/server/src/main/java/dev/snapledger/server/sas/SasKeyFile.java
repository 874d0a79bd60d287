package dev.snapledger.server.sas;

import dev.snapledger.server.file.DurableFile;
import dev.snapledger.server.file.ExposedFileException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
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
}

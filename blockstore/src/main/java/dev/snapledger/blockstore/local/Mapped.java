package dev.snapledger.blockstore.local;

import dev.snapledger.blockstore.api.CorruptDataException;
import dev.snapledger.blockstore.file.FileAccess;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.function.Function;

/** Files that are mapped and checked as a whole. */
final class Mapped {
  private Mapped() {}

  /**
   * Maps a file and reads it; where it is a copy that went bad, once more.
   *
   * @param reading throws {@link CorruptDataException} if it is not as it was written
   */
  static <T> T open(FileAccess files, Path file, Function<MemorySegment, T> reading)
      throws IOException {
    try {
      return reading.apply(files.map(file));
    } catch (CorruptDataException e) {
      if (!files.doubt(file)) {
        throw e;
      }
      return reading.apply(files.map(file));
    }
  }
}

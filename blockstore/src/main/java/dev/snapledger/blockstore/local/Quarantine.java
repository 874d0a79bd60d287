package dev.snapledger.blockstore.local;

import dev.snapledger.blockstore.api.CorruptDataException;
import dev.snapledger.blockstore.file.StoreFile;
import dev.snapledger.blockstore.scrub.Flaw;
import dev.snapledger.blockstore.scrub.ScrubReport;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The records known to be broken, in memory and in a file.
 *
 * <p>Nothing rests on it: without it a read finds the same by the checksums. It makes reads fail
 * without work, keeps broken records from being shared or moved, and tells what the last scrub saw.
 * Any thread may look; changes take turns.
 */
final class Quarantine {
  private static final int LINE_BYTES_MAX = 128;

  /** A file longer than all lines it may have is not read to its end. */
  static final int FILE_BYTES_MAX = (ScrubReport.BROKEN_MAX + 1) * LINE_BYTES_MAX;

  private final StoreDirectory directory;
  private final Path file;
  private volatile Map<RecordKey, Flaw> records;
  private boolean unsaved;

  private Quarantine(StoreDirectory directory, Map<RecordKey, Flaw> records) {
    this.directory = directory;
    this.file = directory.root().resolve(QuarantineFile.NAME);
    this.records = sorted(records);
  }

  static Quarantine load(StoreDirectory directory) throws IOException {
    Path file = directory.root().resolve(QuarantineFile.NAME);
    return new Quarantine(
        directory,
        directory.files().exists(file) ? QuarantineFile.decode(read(directory, file)) : Map.of());
  }

  private static byte[] read(StoreDirectory directory, Path file) throws IOException {
    try (StoreFile open = directory.files().openReadOnly(file)) {
      ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(open.size(), FILE_BYTES_MAX));
      open.read(0, bytes);
      return Arrays.copyOf(bytes.array(), bytes.position());
    }
  }

  private static Map<RecordKey, Flaw> sorted(Map<RecordKey, Flaw> records) {
    return Collections.unmodifiableMap(new TreeMap<>(records));
  }

  /** All of it, by segment and position; does not change. */
  Map<RecordKey, Flaw> records() {
    return records;
  }

  /** Whether a segment has a broken record, so that it must not be moved as a whole. */
  boolean isIn(int segment) {
    return records.keySet().stream().anyMatch(key -> Locator.segment(key.locator()) == segment);
  }

  /**
   * Does nothing if the block of a version may be there.
   *
   * @param owner names the image or volume in errors
   * @throws CorruptDataException if it is known to be lost
   */
  void checkReadable(BlockVersion version, Object owner) {
    Flaw flaw = find(version);
    if (flaw != null && flaw.block() == Flaw.Block.LOST) {
      throw broken(version, owner, flaw);
    }
  }

  /** Like {@link #checkReadable}, but whatever is wrong with the record is refused. */
  void checkSound(BlockVersion version, Object owner) {
    Flaw flaw = find(version);
    if (flaw != null) {
      throw broken(version, owner, flaw);
    }
  }

  private @Nullable Flaw find(BlockVersion version) {
    Map<RecordKey, Flaw> present = records;
    return present.isEmpty() ? null : present.get(RecordKey.of(version));
  }

  private static CorruptDataException broken(BlockVersion version, Object owner, Flaw flaw) {
    return new CorruptDataException(
        "expected a sound record of block %d of %s in %s, but it is in quarantine: %s"
            .formatted(
                version.blockIndex(), owner, Locator.describe(version.locator()), flaw.text()));
  }

  /** Replaces all of it, durably; what cannot be written is in force all the same. */
  synchronized void replace(Map<RecordKey, Flaw> broken) throws IOException {
    Map<RecordKey, Flaw> before = records;
    records = sorted(broken);
    unsaved |= !records.equals(before);
    if (unsaved) {
      save();
    }
  }

  /**
   * Forgets a segment, durably; to be called before its number is used again.
   *
   * @throws IOException if it cannot be written, and then it is not forgotten
   */
  synchronized void forget(int segment) throws IOException {
    if (!isIn(segment)) {
      return;
    }
    Map<RecordKey, Flaw> before = records;
    Map<RecordKey, Flaw> rest = new TreeMap<>(before);
    rest.keySet().removeIf(key -> Locator.segment(key.locator()) == segment);
    records = Collections.unmodifiableMap(rest);
    try {
      save();
    } catch (IOException e) {
      records = before;
      throw e;
    }
  }

  private void save() throws IOException {
    if (records.isEmpty()) {
      directory.files().delete(file);
      directory.files().syncDirectory(directory.root());
    } else {
      directory.replace(file, QuarantineFile.encode(records));
    }
    unsaved = false;
  }
}

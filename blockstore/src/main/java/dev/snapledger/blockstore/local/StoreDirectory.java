package dev.snapledger.blockstore.local;

import dev.snapledger.blockstore.api.ChainId;
import dev.snapledger.blockstore.api.ImageId;
import dev.snapledger.blockstore.api.StoreInUseException;
import dev.snapledger.blockstore.api.UnsupportedFormatException;
import dev.snapledger.blockstore.api.VolumeId;
import dev.snapledger.blockstore.file.FileAccess;
import dev.snapledger.blockstore.file.LockedException;
import dev.snapledger.blockstore.file.NoSpaceException;
import dev.snapledger.blockstore.file.StoreFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * Names of the files of one store, its format mark and its lock.
 *
 * <pre>
 * FORMAT                                         "snapledger-blockstore 2\n"
 * LOCK                                           held while open
 * segments/0000000001.seg                        block versions
 * segments/0000000001.moves                      where records of that segment are now
 * segments/0000000001.hints                      digests of its records, to find equal blocks
 * chains/&lt;chain&gt;/0000000001-&lt;image&gt;.delta     one sealed image; .hidden once deleted, then .gone
 * chains/&lt;chain&gt;/upload-&lt;image&gt;.log           journal of an upload
 * volumes/&lt;volume&gt;/VOLUME                      size and source
 * volumes/&lt;volume&gt;/head-0000000002.log         journal of what will be image 2
 * *.tmp                                          being written; removed at open
 * </pre>
 */
record StoreDirectory(FileAccess files, Path root) {
  static final int VERSION = 2;
  static final String DELTA = ".delta";
  static final String HIDDEN = ".hidden";
  static final String GONE = ".gone";
  static final String TEMPORARY = ".tmp";
  private static final String SEGMENT = ".seg";
  private static final String MOVES = ".moves";
  private static final String HINTS = ".hints";
  private static final List<String> DOUBTED = List.of(SEGMENT, MOVES, HINTS, DELTA, HIDDEN, GONE);
  private static final String NAME = "snapledger-blockstore";
  private static final int FORMAT_BYTES_MAX = 256;

  /**
   * Does nothing if this is a store.
   *
   * @throws UnsupportedFormatException if it is not; {@link #claim} would make one
   */
  void checkPresent() throws IOException {
    if (!files.exists(root.resolve("FORMAT"))) {
      throw new UnsupportedFormatException(
          "expected a store in " + root + ", but found no file FORMAT there");
    }
  }

  /** Takes the lock, then checks the format mark or, in an empty directory, writes it. */
  AutoCloseable claim() throws IOException {
    files.createDirectories(root);
    AutoCloseable lock;
    try {
      lock = files.lock(root.resolve("LOCK"));
    } catch (LockedException e) {
      throw new StoreInUseException(
          "expected " + root + " to be free, but it is in use: " + e.getMessage());
    }
    try {
      checkFormat();
      return lock;
    } catch (IOException | RuntimeException e) {
      closeQuietly(lock);
      throw e;
    }
  }

  static void closeQuietly(AutoCloseable lock) {
    try {
      lock.close();
    } catch (Exception _) {
      // The first error matters more.
    }
  }

  private void checkFormat() throws IOException {
    Path format = root.resolve("FORMAT");
    if (!files.exists(format)) {
      if (!files.list(segments()).isEmpty() || !files.list(volumes()).isEmpty()) {
        throw new UnsupportedFormatException(
            "expected a file FORMAT in " + root + ", but found data without it");
      }
      files.createDirectories(segments());
      files.createDirectories(chains());
      files.createDirectories(volumes());
      replace(format, (NAME + " " + VERSION + "\n").getBytes(StandardCharsets.US_ASCII));
      syncNames();
      return;
    }
    // Who wrote the mark may have failed to make its name durable, and data must not outlive it.
    syncNames();
    String text = new String(readSmall(format), StandardCharsets.US_ASCII).strip();
    String[] words = text.split(" ", -1);
    if (words.length != 2 || !words[0].equals(NAME) || !words[1].matches("[0-9]{1,9}")) {
      throw new UnsupportedFormatException(
          "expected \""
              + NAME
              + " "
              + VERSION
              + "\" in "
              + format
              + ", but found \""
              + text
              + "\"");
    }
    if (Integer.parseInt(words[1]) != VERSION) {
      throw new UnsupportedFormatException(
          "expected format "
              + VERSION
              + " in "
              + format
              + ", but found "
              + words[1]
              + ", written by another version of this program");
    }
  }

  /** Removes what a failed request leaves; if it cannot, the next open does. */
  void deleteQuietly(Path file) {
    try {
      files.delete(file);
    } catch (IOException _) {
      // The first error matters more.
    }
  }

  /** The names in the store's directory, and those of it and of the one above it. */
  private void syncNames() throws IOException {
    Path directory = root;
    for (int i = 0; i < 3 && directory != null; i++) {
      files.syncDirectory(directory);
      directory = directory.getParent();
    }
  }

  byte[] readSmall(Path file) throws IOException {
    try (StoreFile open = files.openReadOnly(file)) {
      ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(open.size(), FORMAT_BYTES_MAX * 4));
      open.read(0, bytes);
      return java.util.Arrays.copyOf(bytes.array(), bytes.position());
    }
  }

  /** Writes a small file so that after a crash it is either the old or the new one. */
  void replace(Path file, byte[] content) throws IOException {
    Path temporary = file.resolveSibling(file.getFileName() + TEMPORARY);
    files.delete(temporary);
    try (StoreFile open = files.create(temporary)) {
      open.write(0, ByteBuffer.wrap(content));
      open.sync();
    }
    files.rename(temporary, file);
    files.syncDirectory(parentOf(file));
  }

  /**
   * Gives a file another name in its directory, durably.
   *
   * @throws NoSpaceException if nothing was changed; after any other error the name is unknown
   */
  void renameDurably(Path from, Path to) throws IOException {
    renameDurably(files, from, to);
  }

  /** Like {@link #renameDurably(Path, Path)}. */
  static void renameDurably(FileAccess files, Path from, Path to) throws IOException {
    files.rename(from, to);
    try {
      files.syncDirectory(parentOf(to));
    } catch (NoSpaceException e) {
      throw new IOException("syncing the name " + to + " failed: " + e.getMessage(), e);
    }
  }

  static Path parentOf(Path file) {
    Path parent = file.getParent();
    if (parent == null) {
      throw new IllegalArgumentException("expected a file in a directory, but found " + file);
    }
    return parent;
  }

  Path segments() {
    return root.resolve("segments");
  }

  Path chains() {
    return root.resolve("chains");
  }

  Path volumes() {
    return root.resolve("volumes");
  }

  Path segment(int number) {
    return segments().resolve("%010d%s".formatted(number, SEGMENT));
  }

  Path moves(int number) {
    return segments().resolve("%010d%s".formatted(number, MOVES));
  }

  Path hints(int number) {
    return segments().resolve("%010d%s".formatted(number, HINTS));
  }

  Path chain(ChainId chain) {
    return chains().resolve(chain.toString());
  }

  Path volume(VolumeId volume) {
    return volumes().resolve(volume.toString());
  }

  /** See {@link LocalBlockStore#doubts}. */
  static boolean doubts(Path file) {
    return DOUBTED.stream().anyMatch(file.toString()::endsWith);
  }

  static String deltaName(int ordinal, ImageId image, String ending) {
    return "%010d-%s%s".formatted(ordinal, image, ending);
  }

  static String headName(int ordinal) {
    return "head-%010d.log".formatted(ordinal);
  }
}

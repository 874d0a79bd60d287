package dev.snapledger.blockstore.file;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.List;

/**
 * The file operations a store needs, and nothing else.
 *
 * <p>What a crash may do: writes of a file not followed by {@link StoreFile#sync} may be lost,
 * whole or in part and in any order; a created, renamed or deleted name is certain only after
 * {@link #syncDirectory} of its directory. Any thread may call. Lack of space is a {@link
 * NoSpaceException}.
 */
public interface FileAccess {
  /** Makes a new empty file for reading and writing; fails if the name exists. */
  StoreFile create(Path file) throws IOException;

  /** Opens an existing file for reading and writing. */
  StoreFile open(Path file) throws IOException;

  /** Opens an existing file for reading. */
  StoreFile openReadOnly(Path file) throws IOException;

  /** The whole file as read-only memory, valid as long as the segment is reachable. */
  MemorySegment map(Path file) throws IOException;

  /**
   * Told that what {@link #map} gave cannot be what was written, as {@link StoreFile#doubt} is.
   *
   * @return whether another map may give other bytes
   */
  default boolean doubt(Path file) throws IOException {
    return false;
  }

  /**
   * Zeroed memory that the system may page out to a file of its own, and that ends with the process
   * or when nobody can reach it any more. Where that is not to be had, memory of the process.
   */
  default MemorySegment scratch(Path directory, long bytes) throws IOException {
    return Arena.ofAuto().allocate(bytes, Long.BYTES);
  }

  /** Whether nothing can be changed; who only tidies up then need not try. */
  default boolean isReadOnly() {
    return false;
  }

  /** Gives a file another name, replacing what was there, in one step. */
  void rename(Path from, Path to) throws IOException;

  /** Removes a file or an empty directory; does nothing if it does not exist. */
  void delete(Path file) throws IOException;

  void createDirectories(Path directory) throws IOException;

  void syncDirectory(Path directory) throws IOException;

  /** Names in a directory, sorted; empty if it does not exist. */
  List<String> list(Path directory) throws IOException;

  boolean exists(Path file) throws IOException;

  /**
   * Takes a lock held until closed or until the process ends.
   *
   * @throws LockedException if somebody has it
   */
  AutoCloseable lock(Path file) throws IOException;
}

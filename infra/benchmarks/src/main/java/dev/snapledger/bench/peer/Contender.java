package dev.snapledger.bench.peer;

import dev.snapledger.bench.disk.ChangeSet;
import dev.snapledger.bench.disk.RawDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Something that keeps a disk and its snapshots, numbered from 0. What it was asked is durable on
 * return. For one thread.
 *
 * <p>Only what says so is measured; the rest prepares and tidies up.
 */
public interface Contender {
  /** Its name for people, programs and files. */
  String label();

  /** Starts with nothing, in a place of its own. */
  void begin() throws IOException;

  /** Measured: takes in the whole disk, as snapshot 0. */
  void ingest(RawDisk raw) throws IOException;

  /** Makes ready for {@link #snapshot}. */
  default void prepare(ChangeSet changes) throws IOException {}

  /**
   * Measured: makes a snapshot of the changed disk. Who keeps the disk itself writes the changes
   * first; who backs up the raw image finds them there.
   */
  void snapshot(ChangeSet changes, RawDisk raw) throws IOException;

  /** The ways to ask it what changed; none if it cannot say. */
  default List<Differ> differs() throws IOException {
    return List.of();
  }

  /** Files that an export reads. */
  List<Path> exportSources(int snapshot) throws IOException;

  /**
   * Measured: writes a snapshot as a file.
   *
   * @param folder empty
   * @return the file, which begins with the disk's bytes
   */
  Path export(int snapshot, Path folder) throws IOException;

  /** Measured: deletes a snapshot. */
  void delete(int snapshot) throws IOException;

  /** Bytes that all snapshots take now. */
  long storedBytes() throws IOException;

  /** Deletes everything. */
  void end() throws IOException;
}

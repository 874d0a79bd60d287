package dev.snapledger.blockstore.object;

import java.util.List;
import java.util.UUID;

/**
 * One change of names, files, or of the log itself. Format: docs/internals/object-store-format.md.
 */
sealed interface Change {
  /** An epoch begins: from here on only this writer appends. */
  record Opened(UUID writer, String node) implements Change {}

  /** The writer left in good order; anybody may open. */
  record Released() implements Change {}

  /** An empty file with a name that was free. */
  record Created(long file, String name) implements Change {}

  /**
   * A file is cut, then pieces are laid over it, then it has a size.
   *
   * @param cutBytes the smallest size it had since the last such change, or more
   */
  record Written(long file, long cutBytes, long sizeBytes, List<Piece> pieces) implements Change {}

  record Renamed(String from, String to) implements Change {}

  record Deleted(String name) implements Change {}

  /** A checkpoint of the state after that record is stored. */
  record Checkpointed(long number) implements Change {}

  /** What became garbage up to that record was removed. */
  record Swept(long throughNumber) implements Change {}

  /**
   * Data of an epoch that ended without a word was looked through, and what no file uses removed.
   */
  record EpochSwept(long epoch) implements Change {}

  /** Bytes of a file. */
  sealed interface Piece {
    /** In an object of their own, or, once read back, in a record. */
    record Stored(Extent extent) implements Piece {}

    /** In the record itself. */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    record Inline(long startByte, byte[] bytes) implements Piece {}
  }
}

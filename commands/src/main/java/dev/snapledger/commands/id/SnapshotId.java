package dev.snapledger.commands.id;

import java.util.UUID;

/** Identity of a snapshot, for ever; derived from the command that made it. */
public record SnapshotId(UUID value) {

  /**
   * Reads the canonical text form.
   *
   * @throws IllegalArgumentException if {@code text} is not a UUID
   */
  public static SnapshotId parse(String text) {
    return new SnapshotId(UUID.fromString(text));
  }

  /** The canonical text form: 36 characters, lower case. */
  @Override
  public String toString() {
    return value.toString();
  }
}

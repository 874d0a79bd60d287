package dev.snapledger.commands.id;

import java.util.UUID;

/** Identity of a snapshot family: that of the disk it began with. */
public record FamilyId(UUID value) {

  /**
   * Reads the canonical text form.
   *
   * @throws IllegalArgumentException if {@code text} is not a UUID
   */
  public static FamilyId parse(String text) {
    return new FamilyId(UUID.fromString(text));
  }

  /** The canonical text form: 36 characters, lower case. */
  @Override
  public String toString() {
    return value.toString();
  }
}

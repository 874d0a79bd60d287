package dev.snapledger.commands.id;

import java.util.UUID;

/** Identity of one grant of shared access. */
public record GrantId(UUID value) {

  /**
   * Reads the canonical text form.
   *
   * @throws IllegalArgumentException if {@code text} is not a UUID
   */
  public static GrantId parse(String text) {
    return new GrantId(UUID.fromString(text));
  }

  /** The canonical text form: 36 characters, lower case. */
  @Override
  public String toString() {
    return value.toString();
  }
}

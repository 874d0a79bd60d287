package dev.snapledger.commands.id;

import java.util.UUID;

/** Identity of one intent of a caller; a retry repeats it. */
public record CommandId(UUID value) {

  /**
   * Reads the canonical text form.
   *
   * @throws IllegalArgumentException if {@code text} is not a UUID
   */
  public static CommandId parse(String text) {
    return new CommandId(UUID.fromString(text));
  }

  /** The canonical text form: 36 characters, lower case. */
  @Override
  public String toString() {
    return value.toString();
  }
}

package dev.snapledger.commands.id;

import java.util.UUID;

/** A subscription: the owner of names, and the key that picks the partition. */
public record SubscriptionId(UUID value) {

  /**
   * Reads the canonical text form.
   *
   * @throws IllegalArgumentException if {@code text} is not a UUID
   */
  public static SubscriptionId parse(String text) {
    return new SubscriptionId(UUID.fromString(text));
  }

  /** The canonical text form: 36 characters, lower case. */
  @Override
  public String toString() {
    return value.toString();
  }
}

package dev.snapledger.commands.id;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/**
 * Identities made from the command that asks for them, so that the same command log always gives
 * the same ids.
 *
 * <p>An id is the first 16 bytes of SHA-256 over {@code subscription (16 bytes, big-endian) |
 * command id (16 bytes, big-endian) | purpose (ASCII)}, with version 8 and the variant of RFC 9562
 * set over them. The subscription is part of it so that nobody can make the ids of another
 * subscription by repeating its command ids.
 */
public final class DerivedIds {
  /** Purpose of the id of a new disk. */
  public static final String DISK = "disk";

  /** Purpose of the id of a new snapshot. */
  public static final String SNAPSHOT = "snapshot";

  /** Purpose of the id of a new grant. */
  public static final String GRANT = "grant";

  private static final long VERSION_MASK = 0xF000L;
  private static final long VERSION_8 = 0x8000L;
  private static final long VARIANT_MASK = 0xC000_0000_0000_0000L;
  private static final long VARIANT = 0x8000_0000_0000_0000L;

  private DerivedIds() {}

  /**
   * The id for a purpose of a command.
   *
   * @param purpose one of the constants here, or for a worker's own command ids any other ASCII
   *     text
   */
  public static UUID derive(SubscriptionId subscriptionId, CommandId commandId, String purpose) {
    MessageDigest sha256 = sha256();
    sha256.update(
        ByteBuffer.allocate(32)
            .putLong(subscriptionId.value().getMostSignificantBits())
            .putLong(subscriptionId.value().getLeastSignificantBits())
            .putLong(commandId.value().getMostSignificantBits())
            .putLong(commandId.value().getLeastSignificantBits())
            .flip());
    ByteBuffer digest = ByteBuffer.wrap(sha256.digest(purpose.getBytes(StandardCharsets.US_ASCII)));
    return new UUID(
        (digest.getLong() & ~VERSION_MASK) | VERSION_8,
        (digest.getLong() & ~VARIANT_MASK) | VARIANT);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("expected SHA-256, which every Java has, but found none", e);
    }
  }
}

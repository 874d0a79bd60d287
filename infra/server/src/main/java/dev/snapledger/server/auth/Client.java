package dev.snapledger.server.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * A program or person that may sign in with a secret.
 *
 * @param id what it signs in with
 * @param name for people
 * @param secretDigest SHA-256 of its secret, hexadecimal; the secret is 256 random bits, so that no
 *     slower digest is needed
 * @param assignments its roles
 */
public record Client(
    String id, String name, String secretDigest, List<RoleAssignment> assignments) {
  public Client {
    assignments = List.copyOf(assignments);
  }

  /** Whether this is the secret; takes the same time whatever is wrong with it. */
  boolean hasSecret(String secret) {
    return MessageDigest.isEqual(
        digest(secret).getBytes(StandardCharsets.US_ASCII),
        secretDigest.getBytes(StandardCharsets.US_ASCII));
  }

  /** The digest that is kept of a secret. */
  public static String digest(String secret) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("expected SHA-256, which every Java has, but found none", e);
    }
  }

  /** The text of everything but the digest. */
  @Override
  public String toString() {
    return "client " + name + " (" + id + ")";
  }
}

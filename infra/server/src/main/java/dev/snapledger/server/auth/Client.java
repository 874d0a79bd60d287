package dev.snapledger.server.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * A program or person that may call.
 *
 * @param kind who says that a caller is this client
 * @param id what it signs in with, or what the external issuer calls it
 * @param name for people
 * @param secretDigest SHA-256 of its secret, hexadecimal; the secret is 256 random bits, so that no
 *     slower digest is needed; empty for a client of an external issuer, which signs in there
 * @param assignments its roles
 */
public record Client(
    Kind kind, String id, String name, String secretDigest, List<RoleAssignment> assignments) {
  /** Who says that a caller is a client. */
  public enum Kind {
    /** The built-in issuer, to which it shows its secret. */
    BUILT_IN,
    /** An issuer elsewhere. */
    EXTERNAL
  }

  public Client {
    assignments = List.copyOf(assignments);
  }

  /** One of the built-in issuer. */
  public Client(String id, String name, String secretDigest, List<RoleAssignment> assignments) {
    this(Kind.BUILT_IN, id, name, secretDigest, assignments);
  }

  /** One of an external issuer. */
  public static Client external(String id, String name, List<RoleAssignment> assignments) {
    return new Client(Kind.EXTERNAL, id, name, "", assignments);
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

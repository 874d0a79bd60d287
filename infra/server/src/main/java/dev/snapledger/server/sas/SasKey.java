package dev.snapledger.server.sas;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A secret that signs shared-access URLs by HMAC-SHA256. Immutable; never shows the secret. */
public final class SasKey {
  /** Length of the secret. */
  public static final int BYTES = 32;

  private static final String HMAC = "HmacSHA256";
  private static final int ID_BYTES = 8;

  private final byte[] secret;
  private final String id;

  private SasKey(byte[] secret, String id) {
    this.secret = secret;
    this.id = id;
  }

  /**
   * A key of a secret.
   *
   * @param secret 32 bytes of chance
   */
  public static SasKey of(byte[] secret) {
    if (secret.length != BYTES) {
      throw new IllegalArgumentException(
          "expected a secret of " + BYTES + " bytes, but found " + secret.length);
    }
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(secret);
      return new SasKey(secret.clone(), HexFormat.of().formatHex(digest, 0, ID_BYTES));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("expected a Java runtime with SHA-256", e);
    }
  }

  /** Tells keys apart: 16 hexadecimal digits, the start of the secret's SHA-256. */
  public String id() {
    return id;
  }

  /** The secret, for the file it is kept in. */
  byte[] secret() {
    return secret.clone();
  }

  byte[] sign(SasClaims claims, BlobPath path) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(secret, HMAC));
      return mac.doFinal(claims.signedText(id, path).getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("expected a Java runtime with " + HMAC, e);
    }
  }

  /** Compares in a time that does not depend on where the bytes differ. */
  boolean signed(SasToken token, BlobPath path) {
    return MessageDigest.isEqual(sign(token.claims(), path), token.signature());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SasKey key && Arrays.equals(secret, key.secret);
  }

  @Override
  public int hashCode() {
    return id.hashCode();
  }

  @Override
  public String toString() {
    return "SasKey[" + id + "]";
  }
}

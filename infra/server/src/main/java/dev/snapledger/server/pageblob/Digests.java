package dev.snapledger.server.pageblob;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Checksums of bodies: what clients demand and what they are told. */
final class Digests {
  private static final int MD5_BYTES = 16;

  private Digests() {}

  static String md5(byte[] bytes, int length) {
    try {
      MessageDigest digest = MessageDigest.getInstance("MD5");
      digest.update(bytes, 0, length);
      return Base64.getEncoder().encodeToString(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("expected a Java runtime with MD5", e);
    }
  }

  static String crc64(byte[] bytes, int length) {
    return Base64.getEncoder().encodeToString(Crc64.wire(Crc64.of(bytes, 0, length)));
  }

  /**
   * Refuses bytes with another checksum than the one sent along.
   *
   * @param md5 of header {@code Content-MD5} or the like; null if not sent
   * @param crc64 of header {@code x-ms-content-crc64} or the like; null if not sent
   */
  static void check(byte[] bytes, int length, @Nullable String md5, @Nullable String crc64) {
    if (md5 != null) {
      checkForm(md5, MD5_BYTES, ErrorCode.INVALID_MD5);
      if (!md5.strip().equals(md5(bytes, length))) {
        throw ErrorCode.MD5_MISMATCH.refusal(
            "expected a body with the MD5 that was sent along, but found another");
      }
    }
    if (crc64 != null) {
      checkForm(crc64, Long.BYTES, ErrorCode.INVALID_HEADER_VALUE);
      if (!crc64.strip().equals(crc64(bytes, length))) {
        throw ErrorCode.CRC64_MISMATCH.refusal(
            "expected a body with the CRC64 that was sent along, but found another");
      }
    }
  }

  private static void checkForm(String text, int bytes, ErrorCode code) {
    if (!wellFormed(text.strip(), bytes)) {
      throw code.refusal("expected %d bytes in base64 as checksum, but found others", bytes);
    }
  }

  private static boolean wellFormed(String text, int bytes) {
    try {
      byte[] decoded = Base64.getDecoder().decode(text);
      return decoded.length == bytes
          && Arrays.equals(
              Base64.getEncoder().encode(decoded), text.getBytes(StandardCharsets.ISO_8859_1));
    } catch (IllegalArgumentException _) {
      return false;
    }
  }
}

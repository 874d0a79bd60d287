package dev.snapledger.server.deployment.expression;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

/**
 * Digests and encodings of texts. {@code uniqueString} and {@code guid} give the same for the same
 * arguments, always and everywhere; not what Azure gives for them.
 */
final class DigestFunctions {
  static final List<FunctionDefinition> ALL =
      List.of(
          FunctionDefinition.many("uniqueString", 1, (a, _) -> Values.of(uniqueString(a))),
          FunctionDefinition.many("guid", 1, (a, _) -> Values.of(guid(a).toString())),
          FunctionDefinition.of(
              "base64",
              1,
              1,
              (a, _) ->
                  Values.of(
                      Base64.getEncoder()
                          .encodeToString(a.text(0).getBytes(StandardCharsets.UTF_8)))),
          FunctionDefinition.of("base64ToString", 1, 1, (a, _) -> Values.of(decoded(a))));

  /** Letters and digits that are not mistaken for each other, 5 bits each. */
  private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz234567";

  private static final int UNIQUE_CHARS = 13;
  private static final int LETTER_BITS = 5;

  private DigestFunctions() {}

  /** The first 65 bits of a SHA-256 as 13 letters and digits. */
  private static String uniqueString(Arguments arguments) {
    BigInteger bits = new BigInteger(1, digest(arguments));
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < UNIQUE_CHARS; i++) {
      int shift = 256 - LETTER_BITS * (i + 1);
      text.append(LETTERS.charAt(bits.shiftRight(shift).intValue() & (LETTERS.length() - 1)));
    }
    return text.toString();
  }

  /** The first 122 bits of a SHA-256 as a UUID of version 8 (RFC 9562, 5.8). */
  private static UUID guid(Arguments arguments) {
    ByteBuffer bytes = ByteBuffer.wrap(digest(arguments));
    long high = (bytes.getLong() & ~0xF000L) | 0x8000L;
    long low = (bytes.getLong() & (-1L >>> 2)) | Long.MIN_VALUE;
    return new UUID(high, low);
  }

  /** Of the length and the bytes of each argument, so that 'ab','c' is not 'a','bc'. */
  private static byte[] digest(Arguments arguments) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (int i = 0; i < arguments.count(); i++) {
        byte[] bytes = arguments.text(i).getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
        digest.update(bytes);
      }
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("expected SHA-256, which every Java has, but found none", e);
    }
  }

  private static String decoded(Arguments arguments) {
    try {
      CharBuffer text =
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(Base64.getDecoder().decode(arguments.text(0))));
      return text.toString();
    } catch (IllegalArgumentException | CharacterCodingException _) {
      throw TemplateException.of(
          "Base64 of a text in UTF-8 as argument 1 of base64ToString()", "other text");
    }
  }
}

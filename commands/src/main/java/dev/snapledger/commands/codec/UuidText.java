package dev.snapledger.commands.codec;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** UUIDs as 36 ASCII characters, without a detour over strings. */
final class UuidText {
  static final int BYTES = 36;

  private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
  private static final int[] DASHES = {8, 13, 18, 23};

  private UuidText() {}

  /** Writes the canonical form, in lower case. */
  static void write(UUID uuid, byte[] target, int start) {
    int at = start;
    for (int digit = 0; digit < 32; digit++) {
      if (digit == 8 || digit == 12 || digit == 16 || digit == 20) {
        target[at++] = '-';
      }
      long half = digit < 16 ? uuid.getMostSignificantBits() : uuid.getLeastSignificantBits();
      target[at++] = DIGITS[(int) (half >>> (60 - 4 * (digit & 15))) & 15];
    }
  }

  /** Reads the canonical form in either case. */
  static UUID read(byte[] source, int start, int length) throws MalformedInputException {
    if (length != BYTES) {
      throw new MalformedInputException(
          "expected a UUID of %d characters, but found %d".formatted(BYTES, length));
    }
    for (int dash : DASHES) {
      if (source[start + dash] != '-') {
        throw malformed(source, start);
      }
    }
    long high = 0;
    long low = 0;
    int digits = 0;
    for (int at = start; at < start + BYTES; at++) {
      if (source[at] == '-') {
        continue;
      }
      int value = Character.digit(source[at], 16);
      if (value < 0) {
        throw malformed(source, start);
      }
      if (digits++ < 16) {
        high = (high << 4) | value;
      } else {
        low = (low << 4) | value;
      }
    }
    if (digits != 32) {
      throw malformed(source, start);
    }
    return new UUID(high, low);
  }

  private static MalformedInputException malformed(byte[] source, int start) {
    return new MalformedInputException(
        "expected a UUID, but found \"%s\""
            .formatted(new String(source, start, BYTES, StandardCharsets.ISO_8859_1)));
  }
}

package dev.snapledger.commands.codec;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;

/**
 * Avro's binary encoding into a buffer that is used again. Not safe for several threads.
 *
 * <p>Source: Avro specification 1.12.0, section "Binary encoding".
 */
final class WireWriter {
  private static final int BYTES_AT_FIRST = 512;

  /** A buffer that grew beyond this is not kept for the next record. */
  private static final int BYTES_KEPT_MAX = 1 << 20;

  private static final int VARINT_BYTES_MAX = 10;

  private byte[] buffer = new byte[BYTES_AT_FIRST];
  private int length;

  /** Forgets what was written. */
  void clear() {
    length = 0;
    if (buffer.length > BYTES_KEPT_MAX) {
      buffer = new byte[BYTES_AT_FIRST];
    }
  }

  byte[] toBytes() {
    return Arrays.copyOf(buffer, length);
  }

  /** The marker of the single-object encoding. */
  void writeMarker() {
    ensure(2);
    buffer[length++] = (byte) (RecordTypes.MARKER >> 8);
    buffer[length++] = (byte) RecordTypes.MARKER;
  }

  /** Eight bytes, lowest first. */
  void writeFingerprint(long fingerprint) {
    ensure(Long.BYTES);
    for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
      buffer[length++] = (byte) (fingerprint >>> shift);
    }
  }

  private void writeRaw(byte[] bytes) {
    ensure(bytes.length);
    System.arraycopy(bytes, 0, buffer, length, bytes.length);
    length += bytes.length;
  }

  void writeBoolean(boolean value) {
    ensure(1);
    buffer[length++] = (byte) (value ? 1 : 0);
  }

  /** Ints, longs, lengths and indexes: zigzag, then seven bits a byte, lowest first. */
  void writeLong(long value) {
    ensure(VARINT_BYTES_MAX);
    long rest = (value << 1) ^ (value >> 63);
    while ((rest & ~0x7FL) != 0) {
      buffer[length++] = (byte) ((rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    buffer[length++] = (byte) rest;
  }

  void writeString(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    // A lone surrogate would silently have become a question mark.
    if (hasSurrogate(text)) {
      requireWellFormed(text);
    }
    writeLong(bytes.length);
    writeRaw(bytes);
  }

  void writeUuid(UUID uuid) {
    writeLong(UuidText.BYTES);
    ensure(UuidText.BYTES);
    UuidText.write(uuid, buffer, length);
    length += UuidText.BYTES;
  }

  /** Writes what remains of a buffer and leaves its position alone. */
  void writeBytes(ByteBuffer bytes) {
    int count = bytes.remaining();
    writeLong(count);
    ensure(count);
    bytes.duplicate().get(buffer, length, count);
    length += count;
  }

  private void ensure(int more) {
    if (buffer.length - length < more) {
      int wanted = Math.addExact(length, more);
      buffer = Arrays.copyOf(buffer, Math.max(wanted, (int) Math.min(buffer.length * 2L, 1 << 30)));
    }
  }

  private static boolean hasSurrogate(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        return true;
      }
    }
    return false;
  }

  private static void requireWellFormed(String text) {
    // Code points inside the surrogate range are halves that found no partner.
    if (text.codePoints()
        .anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)) {
      throw new IllegalArgumentException(
          "expected well-formed Unicode, but found a lone surrogate in a text of %d characters"
              .formatted(text.length()));
    }
  }
}

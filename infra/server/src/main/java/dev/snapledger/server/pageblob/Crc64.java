package dev.snapledger.server.pageblob;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The 64-bit checksum of {@code x-ms-content-crc64}: polynomial 0xAD93D23594C93659, bits reflected,
 * first and last inverted (known as CRC-64/NVME); on the wire its 8 bytes, least significant first.
 */
final class Crc64 {
  private static final long REFLECTED = 0x9A6C_9329_AC4B_C9B5L;

  /** Table k advances a byte that has k more bytes behind it. */
  private static final long[][] TABLES = tables();

  private Crc64() {}

  static long of(byte[] bytes, int from, int length) {
    long crc = -1;
    ByteBuffer words = ByteBuffer.wrap(bytes, from, length).order(ByteOrder.LITTLE_ENDIAN);
    while (words.remaining() >= Long.BYTES) {
      long word = words.getLong() ^ crc;
      crc = 0;
      for (int i = 0; i < Long.BYTES; i++) {
        crc ^= TABLES[7 - i][(int) (word >>> (8 * i)) & 0xFF];
      }
    }
    while (words.hasRemaining()) {
      crc = TABLES[0][(int) (crc ^ words.get()) & 0xFF] ^ (crc >>> 8);
    }
    return ~crc;
  }

  static byte[] wire(long crc) {
    return ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(crc).array();
  }

  private static long[][] tables() {
    long[][] tables = new long[Long.BYTES][256];
    for (int value = 0; value < 256; value++) {
      long crc = value;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 1) == 0 ? crc >>> 1 : crc >>> 1 ^ REFLECTED;
      }
      tables[0][value] = crc;
    }
    for (int table = 1; table < Long.BYTES; table++) {
      for (int value = 0; value < 256; value++) {
        long before = tables[table - 1][value];
        tables[table][value] = tables[0][(int) before & 0xFF] ^ (before >>> 8);
      }
    }
    return tables;
  }
}

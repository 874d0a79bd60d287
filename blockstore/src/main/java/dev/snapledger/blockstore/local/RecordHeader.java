package dev.snapledger.blockstore.local;

import dev.snapledger.blockstore.api.BlockDigest;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The 64 bytes before each stored block, big-endian.
 *
 * <pre>
 *  0  4  magic "SLBK"
 *  4  4  stored bytes, 1 to 65,536
 *  8  4  CRC32C of the block's 65,536 bytes
 * 12  4  CRC32C of the stored bytes
 * 16 32  SHA-256 of the block's 65,536 bytes
 * 48 12  zero
 * 60  4  CRC32C of bytes 0 to 59
 * </pre>
 */
record RecordHeader(int storedBytes, int blockCrc, int storedCrc, BlockDigest digest) {
  static final int BYTES = 64;
  static final int MAGIC = 0x534C424B;
  static final int DIGEST_AT = 16;

  void writeTo(ByteBuffer out) {
    ByteBuffer bytes = ByteBuffer.allocate(BYTES);
    bytes.putInt(MAGIC).putInt(storedBytes).putInt(blockCrc).putInt(storedCrc);
    bytes.put(digest.toBytes());
    bytes.putInt(BYTES - 4, crc(bytes));
    out.put(bytes.array());
  }

  /** Reads a header, or returns null if it is damaged. */
  static @Nullable RecordHeader read(ByteBuffer bytes) {
    if (bytes.remaining() < BYTES
        || bytes.getInt(0) != MAGIC
        || bytes.getInt(BYTES - 4) != crc(bytes)) {
      return null;
    }
    byte[] digest = new byte[BlockDigest.BYTES];
    bytes.get(DIGEST_AT, digest);
    return new RecordHeader(
        bytes.getInt(4), bytes.getInt(8), bytes.getInt(12), BlockDigest.of(digest));
  }

  /** Of the header at a position of a buffer. */
  static int storedBytes(ByteBuffer bytes, int at) {
    return bytes.getInt(at + 4);
  }

  /** Of the header at a position of a buffer. */
  static int blockCrc(ByteBuffer bytes, int at) {
    return bytes.getInt(at + 8);
  }

  /** Of the header at a position of a buffer. */
  static int storedCrc(ByteBuffer bytes, int at) {
    return bytes.getInt(at + 12);
  }

  private static int crc(ByteBuffer bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes.slice(0, BYTES - 4));
    return (int) crc.getValue();
  }
}

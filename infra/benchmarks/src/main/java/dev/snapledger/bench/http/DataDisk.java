package dev.snapledger.bench.http;

import dev.snapledger.bench.disk.Content;
import dev.snapledger.blockstore.geometry.Geometry;
import java.util.zip.CRC32C;

/**
 * Bytes that no compressor and no comparison makes less: half random, half text, each block unlike
 * any other.
 *
 * @param bytes length of the data, from the start of the disk
 */
record DataDisk(long bytes) {
  private static final long SEED = 7;

  /** Fills a buffer with whole blocks of a version, from a position of the disk on. */
  void fill(long startByte, int version, byte[] into, int length) {
    Content content = new Content(SEED);
    byte[] block = new byte[Geometry.BLOCK_BYTES];
    for (int at = 0; at < length; at += Geometry.BLOCK_BYTES) {
      content.fill((int) ((startByte + at) / Geometry.BLOCK_BYTES), version, block);
      System.arraycopy(block, 0, into, at, Geometry.BLOCK_BYTES);
    }
  }

  /** CRC32C of a range of whole blocks at the first version. */
  int crc(long startByte, long endByte) {
    Content content = new Content(SEED);
    CRC32C crc = new CRC32C();
    byte[] block = new byte[Geometry.BLOCK_BYTES];
    for (long at = startByte; at < endByte; at += Geometry.BLOCK_BYTES) {
      content.fill((int) (at / Geometry.BLOCK_BYTES), 1, block);
      crc.update(block);
    }
    return (int) crc.getValue();
  }
}

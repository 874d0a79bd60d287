package dev.snapledger.blockstore.local;

import static dev.snapledger.blockstore.geometry.Geometry.BLOCK_BYTES;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import dev.snapledger.blockstore.api.BlockDigest;
import dev.snapledger.blockstore.scrub.Flaw;
import dev.snapledger.blockstore.scrub.ScrubDepth;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Looks at records where they lie in a buffer. Makes no garbage, as there are millions; so it has
 * scratch memory, moves the buffer's position and limit, and is for one thread.
 */
final class RecordInspector {
  private final CRC32C crc = new CRC32C();
  private final MessageDigest sha256 = BlockCodec.sha256();
  private byte[] stored = {};
  private byte[] block = {};
  private final byte[] digest = new byte[BlockDigest.BYTES];

  /** Whether there is a sound header; the 64 bytes must be in the buffer's capacity. */
  boolean hasHeader(ByteBuffer bytes, int at) {
    bytes.clear();
    if (bytes.getInt(at) != RecordHeader.MAGIC) {
      return false;
    }
    int storedBytes = RecordHeader.storedBytes(bytes, at);
    return storedBytes >= 1
        && storedBytes <= BLOCK_BYTES
        && crcOf(bytes, at, RecordHeader.BYTES - 4) == bytes.getInt(at + RecordHeader.BYTES - 4);
  }

  /** What is wrong with a record whose header is sound and that is whole; null if nothing is. */
  @Nullable Flaw flawOf(ByteBuffer bytes, int at, ScrubDepth depth) {
    bytes.clear();
    int payload = at + RecordHeader.BYTES;
    int length = RecordHeader.storedBytes(bytes, at);
    int storedCrc = RecordHeader.storedCrc(bytes, at);
    if (crcOf(bytes, payload, length) != storedCrc) {
      return Flaw.STORED_BYTES;
    }
    return depth == ScrubDepth.SHALLOW ? null : flawOfBlock(bytes, at, length);
  }

  private @Nullable Flaw flawOfBlock(ByteBuffer bytes, int at, int length) {
    if (stored.length == 0) {
      stored = new byte[BLOCK_BYTES];
      block = new byte[BLOCK_BYTES];
    }
    bytes.get(at + RecordHeader.BYTES, stored, 0, length);
    byte[] restored = length == BLOCK_BYTES ? stored : block;
    if (length < BLOCK_BYTES && !decompress(length)) {
      return Flaw.UNDECODABLE;
    }
    if (BlockCodec.crc32c(restored) != RecordHeader.blockCrc(bytes, at)) {
      return Flaw.BLOCK;
    }
    bytes.get(at + RecordHeader.DIGEST_AT, digest);
    return Arrays.equals(sha256.digest(restored), digest) ? null : Flaw.DIGEST;
  }

  private boolean decompress(int length) {
    try {
      return Zstd.decompressByteArray(block, 0, BLOCK_BYTES, stored, 0, length) == BLOCK_BYTES;
    } catch (ZstdException _) {
      return false;
    }
  }

  private int crcOf(ByteBuffer bytes, int from, int length) {
    crc.reset();
    crc.update(bytes.limit(from + length).position(from));
    bytes.clear();
    return (int) crc.getValue();
  }
}

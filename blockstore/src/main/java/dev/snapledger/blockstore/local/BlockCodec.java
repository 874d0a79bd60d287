package dev.snapledger.blockstore.local;

import static dev.snapledger.blockstore.geometry.Geometry.BLOCK_BYTES;
import static dev.snapledger.blockstore.geometry.Geometry.PARTS_PER_BLOCK;
import static dev.snapledger.blockstore.geometry.Geometry.PART_BYTES;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdException;
import dev.snapledger.blockstore.api.BlockDigest;
import dev.snapledger.blockstore.api.Compression;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** Turns blocks into their stored form and back. Any thread may call. */
final class BlockCodec implements AutoCloseable {
  private static final byte[] ZERO_PART = new byte[PART_BYTES];
  private static final int LEVEL = 1;

  /** A block is stored raw unless zstd saves a sixteenth of it: reading raw needs no work. */
  private static final int COMPRESSED_BYTES_MAX = BLOCK_BYTES / 16 * 15;

  private final Compression compression;

  // Contexts hold native memory and are dear to make; there are as many as threads encode at once.
  private final Queue<Compressor> compressors = new ConcurrentLinkedQueue<>();

  BlockCodec(Compression compression) {
    this.compression = compression;
  }

  /** Mask of the parts with a byte other than zero. */
  static int dataMask(byte[] block) {
    int mask = 0;
    for (int part = 0; part < PARTS_PER_BLOCK; part++) {
      int from = part * PART_BYTES;
      if (!Arrays.equals(block, from, from + PART_BYTES, ZERO_PART, 0, PART_BYTES)) {
        mask |= 1 << part;
      }
    }
    return mask;
  }

  static int crc32c(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return (int) crc.getValue();
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("expected a Java runtime with SHA-256", e);
    }
  }

  /** Encodes a block; the result refers to the array if it is stored raw. */
  EncodedBlock encode(byte[] block) {
    int dataMask = dataMask(block);
    return dataMask == 0
        ? EncodedBlock.ZERO
        : encode(block, dataMask, crc32c(block), BlockDigest.of(sha256().digest(block)));
  }

  /** Encodes a block that is not all zero, and of which the rest is known. */
  EncodedBlock encode(byte[] block, int dataMask, int crc32c, BlockDigest digest) {
    byte[] shorter = compression == Compression.NONE ? null : shorter(block);
    return shorter == null
        ? new EncodedBlock(dataMask, crc32c, digest, block, BLOCK_BYTES, crc32c)
        : new EncodedBlock(dataMask, crc32c, digest, shorter, shorter.length, crc32c(shorter));
  }

  /** The block compressed, or null if that saves too little. */
  private byte @Nullable [] shorter(byte[] block) {
    Compressor taken = compressors.poll();
    Compressor compressor = taken == null ? new Compressor() : taken;
    try {
      return compressor.shorter(block);
    } finally {
      compressors.add(compressor);
    }
  }

  /** A context, and room for what it makes of a block. For one thread at a time. */
  private static final class Compressor implements AutoCloseable {
    private final ZstdCompressCtx context = new ZstdCompressCtx().setLevel(LEVEL);
    private final byte[] room = new byte[(int) Zstd.compressBound(BLOCK_BYTES)];

    private byte @Nullable [] shorter(byte[] block) {
      int length = context.compressByteArray(room, 0, room.length, block, 0, BLOCK_BYTES);
      return length <= COMPRESSED_BYTES_MAX ? Arrays.copyOf(room, length) : null;
    }

    @Override
    public void close() {
      context.close();
    }
  }

  /**
   * Restores a compressed block.
   *
   * @param stored a direct buffer, all of it
   * @param block 65,536 bytes to fill, of which neither position nor limit is changed
   * @return false if it is not a zstd frame of exactly one block; the caller names the place
   */
  static boolean decode(ByteBuffer stored, ByteBuffer block) {
    try {
      long length =
          block.isDirect()
              ? Zstd.decompressDirectByteBuffer(
                  block, 0, BLOCK_BYTES, stored, 0, stored.remaining())
              : decodeToHeap(stored, block);
      return length == BLOCK_BYTES;
    } catch (ZstdException _) {
      return false;
    }
  }

  private static long decodeToHeap(ByteBuffer stored, ByteBuffer block) {
    byte[] bytes = new byte[stored.remaining()];
    stored.get(0, bytes);
    return Zstd.decompressByteArray(
        block.array(), block.arrayOffset(), BLOCK_BYTES, bytes, 0, bytes.length);
  }

  @Override
  public void close() {
    for (Compressor next = compressors.poll(); next != null; next = compressors.poll()) {
      next.close();
    }
  }
}

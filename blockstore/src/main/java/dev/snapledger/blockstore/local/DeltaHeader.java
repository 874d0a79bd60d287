package dev.snapledger.blockstore.local;

import dev.snapledger.blockstore.api.BlockDigest;
import dev.snapledger.blockstore.api.ChainId;
import dev.snapledger.blockstore.api.ImageId;
import dev.snapledger.blockstore.api.SealedImage;
import java.nio.ByteBuffer;
import java.util.UUID;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The first 256 bytes of a delta segment, big-endian.
 *
 * <pre>
 *   0  8  magic "SLDELTA" and version 1
 *   8 16  image id            24 16  chain id
 *  40 16  parent image, or 0  56 16  origin image, or 0
 *  72  8  sequence            80  8  disk size in bytes
 *  88  8  number of entries   96  8  changed bytes
 * 104  8  stored bytes       112 32  root digest
 * 144  8  length of the bitmap section without padding
 * 152  4  CRC32C of the bitmap section
 * 156  4  CRC32C of the entries section
 * 160 92  zero
 * 252  4  CRC32C of bytes 0 to 251
 * </pre>
 */
record DeltaHeader(SealedImage image, long bitmapBytes, int bitmapCrc, int entriesCrc) {
  static final int BYTES = 256;
  private static final long MAGIC = 0x534C_4445_4C54_4101L;
  private static final UUID NO_ID = new UUID(0, 0);

  ByteBuffer encode() {
    ByteBuffer out = ByteBuffer.allocate(BYTES).putLong(MAGIC);
    ImageId parent = image.parent();
    ImageId origin = image.origin();
    putId(out, image.image().value());
    putId(out, image.chain().value());
    putId(out, parent == null ? NO_ID : parent.value());
    putId(out, origin == null ? NO_ID : origin.value());
    out.putLong(image.sequence()).putLong(image.sizeBytes());
    out.putLong(image.changedBlocks()).putLong(image.changedBytes()).putLong(image.storedBytes());
    out.put(image.rootDigest().toBytes());
    out.putLong(bitmapBytes).putInt(bitmapCrc).putInt(entriesCrc);
    out.putInt(BYTES - 4, crc(out));
    return out.rewind();
  }

  /** Reads a header, or returns null if it is damaged or of another format. */
  static @Nullable DeltaHeader decode(ByteBuffer in) {
    if (in.limit() < BYTES || in.getLong(0) != MAGIC || in.getInt(BYTES - 4) != crc(in)) {
      return null;
    }
    byte[] root = new byte[BlockDigest.BYTES];
    in.get(112, root);
    UUID parent = id(in, 40);
    UUID origin = id(in, 56);
    SealedImage image =
        new SealedImage(
            new ImageId(id(in, 8)),
            new ChainId(id(in, 24)),
            in.getLong(72),
            parent.equals(NO_ID) ? null : new ImageId(parent),
            origin.equals(NO_ID) ? null : new ImageId(origin),
            in.getLong(80),
            in.getLong(88),
            in.getLong(96),
            in.getLong(104),
            BlockDigest.of(root));
    return new DeltaHeader(image, in.getLong(144), in.getInt(152), in.getInt(156));
  }

  /** Where the entries start: after the bitmap, padded to 16. */
  long entriesStart() {
    return BYTES + (bitmapBytes + 15) / 16 * 16;
  }

  long fileBytes() {
    return entriesStart() + image.changedBlocks() * DeltaFile.ENTRY_BYTES;
  }

  private static void putId(ByteBuffer out, UUID id) {
    out.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
  }

  private static UUID id(ByteBuffer in, int at) {
    return new UUID(in.getLong(at), in.getLong(at + 8));
  }

  private static int crc(ByteBuffer bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes.slice(0, BYTES - 4));
    return (int) crc.getValue();
  }
}

package dev.snapledger.blockstore.local;

import static dev.snapledger.blockstore.geometry.Geometry.BLOCK_BYTES;

import dev.snapledger.blockstore.api.BlockDigest;
import dev.snapledger.blockstore.api.CorruptDataException;
import dev.snapledger.blockstore.file.StoreFile;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * Reads records of data segments, and checks each against the checksum that its version has. Safe
 * for many threads, without locks.
 */
final class RecordReader {
  private final SegmentStore segments;
  private final StagingBuffers staging = new StagingBuffers();

  RecordReader(SegmentStore segments) {
    this.segments = segments;
  }

  /**
   * Reads and checks one block.
   *
   * @param owner names the image or volume in errors
   * @return exactly 65,536 bytes, the caller's own
   */
  byte[] read(BlockVersion version, Object owner) {
    ByteBuffer block = ByteBuffer.allocate(BLOCK_BYTES);
    read(version, owner, block);
    return block.array();
  }

  /** Reads and checks one block into a buffer with room for it, without a copy between. */
  void read(BlockVersion version, Object owner, ByteBuffer into) {
    segments.quarantine().checkReadable(segments.at(version), owner);
    try {
      readOnce(version, owner, into);
    } catch (CorruptDataException e) {
      if (!doubt(version)) {
        throw e;
      }
      readOnce(version, owner, into);
    }
  }

  /** The position of the buffer moves only if it has the block. */
  private void readOnce(BlockVersion version, Object owner, ByteBuffer into) {
    long locator = version.locator();
    ByteBuffer block = into.slice(into.position(), BLOCK_BYTES);
    if (Locator.raw(locator)) {
      readAt(version, owner, RecordHeader.BYTES, block);
      check(version, owner, true, block.flip());
    } else {
      ByteBuffer stored = staging.take(Locator.storedBytes(locator));
      try {
        readAt(version, owner, RecordHeader.BYTES, stored);
        boolean decoded = BlockCodec.decode(stored.flip(), block);
        check(version, owner, decoded, block);
      } finally {
        staging.give(stored);
      }
    }
    into.position(into.position() + BLOCK_BYTES);
  }

  /** Reads a part of a block that may be all zero; the whole block is checked. */
  void read(BlockVersion version, Object owner, int start, int length, ByteBuffer into) {
    if (version.isZero()) {
      into.put(Pieces.ZERO_BLOCK, start, length);
    } else if (length == BLOCK_BYTES) {
      read(version, owner, into);
    } else {
      into.put(read(version, owner), start, length);
    }
  }

  private void check(BlockVersion version, Object owner, boolean decoded, ByteBuffer block) {
    CRC32C crc = new CRC32C();
    crc.update(block);
    if (!decoded || (int) crc.getValue() != version.crc32c()) {
      throw new CorruptDataException(
          "expected CRC32C %08x in block %d of %s, but found %s in %s"
              .formatted(
                  version.crc32c(),
                  version.blockIndex(),
                  owner,
                  decoded ? "%08x".formatted(crc.getValue()) : "an undecodable record",
                  Locator.describe(segments.place(version.locator()))));
    }
  }

  /** Whether the record was only a bad copy of a good one, and can be read again. */
  private boolean doubt(BlockVersion version) {
    long place = segments.place(version.locator());
    Segment segment = segments.find(Locator.segment(place));
    return segment != null && segment.doubt(place);
  }

  /** Digest from the record's header, which has a checksum of its own. */
  BlockDigest digest(BlockVersion version, Object owner) {
    if (version.isZero()) {
      return BlockDigest.ZERO;
    }
    try {
      return digestOnce(version, owner);
    } catch (CorruptDataException e) {
      if (!doubt(version)) {
        throw e;
      }
      return digestOnce(version, owner);
    }
  }

  private BlockDigest digestOnce(BlockVersion version, Object owner) {
    ByteBuffer bytes = ByteBuffer.allocate(RecordHeader.BYTES);
    readAt(version, owner, 0, bytes);
    RecordHeader header = RecordHeader.read(bytes.flip());
    if (header == null || header.blockCrc() != version.crc32c()) {
      throw new CorruptDataException(
          "expected the header of block %d of %s with CRC32C %08x, but found a damaged one in %s"
              .formatted(
                  version.blockIndex(),
                  owner,
                  version.crc32c(),
                  Locator.describe(segments.place(version.locator()))));
    }
    return header.digest();
  }

  private void readAt(BlockVersion version, Object owner, int skip, ByteBuffer into) {
    long place = segments.place(version.locator());
    Segment segment = segments.find(Locator.segment(place));
    StoreFile file = segment == null ? null : segment.file;
    int wanted = into.remaining();
    int found = 0;
    if (file != null) {
      long position = Locator.position(place) + skip;
      found =
          Faults.asking(
              "reading block " + version.blockIndex() + " of " + owner,
              () -> file.read(position, into));
    }
    if (found < wanted) {
      throw new CorruptDataException(
          "expected %d bytes of block %d of %s in %s, but found %d"
              .formatted(wanted, version.blockIndex(), owner, Locator.describe(place), found));
    }
  }
}

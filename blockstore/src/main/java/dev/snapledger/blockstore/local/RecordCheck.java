package dev.snapledger.blockstore.local;

import static dev.snapledger.blockstore.geometry.Geometry.BLOCK_BYTES;

import dev.snapledger.blockstore.api.BlockDigest;
import dev.snapledger.blockstore.file.StoreFile;
import dev.snapledger.blockstore.scrub.Flaw;
import dev.snapledger.blockstore.scrub.ScrubDepth;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** Looks at one record by what a reference says of it. For one thread. */
final class RecordCheck {
  private final SegmentStore segments;
  private final ScrubDepth depth;
  private final RecordInspector inspector = new RecordInspector();
  private final ByteBuffer bytes = ByteBuffer.allocateDirect(RecordHeader.BYTES + BLOCK_BYTES);

  /**
   * What is wrong with a record; null if nothing is.
   *
   * @param digest of the block, from its header; null if that is not to be trusted
   */
  record Result(@Nullable Flaw flaw, @Nullable BlockDigest digest) {}

  RecordCheck(SegmentStore segments, ScrubDepth depth) {
    this.segments = segments;
    this.depth = depth;
  }

  /** To be called in the phase in which the reference was found to be needed. */
  Result check(RecordKey key) {
    Result result = checkOnce(key);
    Segment segment = segments.find(Locator.segment(key.locator()));
    boolean again = result.flaw() != null && segment != null && segment.doubt(key.locator());
    return again ? checkOnce(key) : result;
  }

  private Result checkOnce(RecordKey key) {
    int whole = RecordHeader.BYTES + Locator.storedBytes(key.locator());
    int found;
    try {
      found = read(key.locator(), whole);
    } catch (IOException _) {
      return new Result(Flaw.UNREADABLE, null);
    }
    if (found < whole) {
      return new Result(Flaw.MISSING, null);
    }
    if (!inspector.hasHeader(bytes, 0)) {
      return new Result(givesBlock(key) ? Flaw.HEADER : Flaw.RECORD, null);
    }
    if (RecordHeader.blockCrc(bytes, 0) != key.crc32c()
        || RecordHeader.storedBytes(bytes, 0) != Locator.storedBytes(key.locator())) {
      return new Result(Flaw.OTHER_BLOCK, null);
    }
    Flaw flaw = inspector.flawOf(bytes, 0, depth);
    boolean encoding = flaw == Flaw.STORED_BYTES && givesBlock(key);
    return new Result(encoding ? Flaw.ENCODING : flaw, digest());
  }

  private int read(long locator, int length) throws IOException {
    Segment segment = segments.find(Locator.segment(locator));
    bytes.clear().limit(length);
    StoreFile file = segment == null ? null : segment.file;
    return file == null ? 0 : file.read(Locator.position(locator), bytes);
  }

  /** Whether the stored bytes give the block that the reference means, as a read would find. */
  private boolean givesBlock(RecordKey key) {
    ByteBuffer stored = bytes.clear().slice(RecordHeader.BYTES, Locator.storedBytes(key.locator()));
    ByteBuffer block = Locator.raw(key.locator()) ? stored : ByteBuffer.allocate(BLOCK_BYTES);
    if (!Locator.raw(key.locator()) && !BlockCodec.decode(stored, block)) {
      return false;
    }
    CRC32C crc = new CRC32C();
    crc.update(block);
    return (int) crc.getValue() == key.crc32c();
  }

  private BlockDigest digest() {
    byte[] digest = new byte[BlockDigest.BYTES];
    bytes.clear().get(RecordHeader.DIGEST_AT, digest);
    return BlockDigest.of(digest);
  }
}

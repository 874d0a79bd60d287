package dev.snapledger.server.pageblob;

import dev.snapledger.blockstore.geometry.PageRange;
import dev.snapledger.blockstore.vhd.VhdFooter;
import dev.snapledger.blockstore.vhd.VhdIdentity;
import java.time.Instant;
import java.util.UUID;

/**
 * A disk or snapshot as a page blob: a fixed VHD, the disk's bytes and then a footer.
 *
 * @param id of the disk or snapshot
 * @param content its bytes
 * @param diskBytes size without the footer
 * @param etag quoted; that of a snapshot never changes
 * @param createdAt when the disk was made, or the snapshot taken
 * @param lastModified when the disk was written last, as far as this server knows
 */
record Blob(
    UUID id,
    BlobContent content,
    long diskBytes,
    String etag,
    Instant createdAt,
    Instant lastModified) {
  /** Size of the whole VHD. */
  long lengthBytes() {
    return diskBytes + VhdFooter.BYTES;
  }

  /** All of it. */
  PageRange pages() {
    return new PageRange(0, lengthBytes());
  }

  /** The last 512 bytes; the same for the same disk or snapshot and size. */
  byte[] footer() {
    Instant earliest = VhdIdentity.CREATED_AT_MIN;
    Instant time = createdAt.isBefore(earliest) ? earliest : createdAt;
    return new VhdFooter(diskBytes, new VhdIdentity(time, id)).encode();
  }
}

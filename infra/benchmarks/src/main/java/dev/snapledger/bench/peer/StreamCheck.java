package dev.snapledger.bench.peer;

import dev.snapledger.bench.disk.MismatchException;
import dev.snapledger.blockstore.vhd.VhdFooter;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.zip.CRC32C;

/**
 * Reads a fixed VHD as it streams by and keeps nothing of it but a CRC32C of the disk and the
 * footer. For one thread.
 */
public final class StreamCheck implements WritableByteChannel {
  private final long diskBytes;
  private final CRC32C crc = new CRC32C();
  private final ByteBuffer footer = ByteBuffer.allocate(VhdFooter.BYTES);
  private long position;

  /** Expects a disk of that size. */
  public StreamCheck(long diskBytes) {
    this.diskBytes = diskBytes;
  }

  @Override
  public int write(ByteBuffer bytes) {
    int length = bytes.remaining();
    int ofDisk = (int) Math.min(length, diskBytes - position);
    crc.update(bytes.slice(bytes.position(), ofDisk));
    bytes.position(bytes.position() + ofDisk);
    if (bytes.remaining() > footer.remaining()) {
      throw new MismatchException(
          "expected %d bytes and a footer, but found more".formatted(diskBytes));
    }
    footer.put(bytes);
    position += ofDisk;
    return length;
  }

  /**
   * Compares what came with what should have come.
   *
   * @throws MismatchException if it is something else
   */
  public void check(int expectedCrc32c) {
    if ((int) crc.getValue() != expectedCrc32c) {
      throw new MismatchException(
          "expected CRC32C %08x over the disk that was streamed, but found %08x"
              .formatted(expectedCrc32c, (int) crc.getValue()));
    }
    VhdFooter.decode(footer.array(), position + footer.position());
  }

  @Override
  public boolean isOpen() {
    return true;
  }

  @Override
  public void close() {}
}

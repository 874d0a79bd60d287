package dev.snapledger.blockstore.transfer;

import dev.snapledger.blockstore.geometry.Geometry;
import dev.snapledger.blockstore.vhd.InvalidVhdException;
import dev.snapledger.blockstore.vhd.VhdFooter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * A disk image in a file, looked at but not read: what it is, and how large a disk it needs.
 *
 * @param dataBytes bytes of the disk in the file, from its start
 */
public record ImageFile(Path file, ImageFormat format, long dataBytes) {
  /**
   * Looks at the file: a VHD if its last 512 bytes begin with the footer's cookie, else raw.
   *
   * @throws InvalidVhdException if it has a footer that is wrong, or of a disk that is not fixed
   * @throws UnsupportedImageException if it is empty, larger than any disk, or begins like a format
   *     that would be nonsense as a raw disk (qcow2, VMDK, VHDX, a VHD without its footer)
   */
  public static ImageFile detect(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long length = channel.size();
      if (length >= VhdFooter.BYTES && isFooter(bytesAt(channel, length - VhdFooter.BYTES))) {
        return vhd(file, channel);
      }
      refuseForeign(file.toString(), bytesAt(channel, 0));
      return raw(file, length);
    }
  }

  /**
   * Takes the file as raw, whatever it holds.
   *
   * @throws UnsupportedImageException if it is empty or larger than any disk
   */
  public static ImageFile raw(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return raw(file, channel.size());
    }
  }

  /**
   * Takes the file as a fixed VHD.
   *
   * @throws InvalidVhdException if it has no such footer
   */
  public static ImageFile vhd(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return vhd(file, channel);
    }
  }

  /** Size of the disk: that of the data, rounded up to 512 bytes. */
  public long sizeBytes() {
    return Math.ceilDiv(dataBytes, Geometry.PAGE_BYTES) * Geometry.PAGE_BYTES;
  }

  static ImageFile raw(Path file, long length) {
    if (length < 1 || length > Geometry.DISK_BYTES_MAX) {
      throw new UnsupportedImageException(
          "expected a raw image of 1 to "
              + Geometry.DISK_BYTES_MAX
              + " bytes, but found "
              + length
              + " in "
              + file);
    }
    return new ImageFile(file, ImageFormat.RAW, length);
  }

  private static ImageFile vhd(Path file, FileChannel channel) throws IOException {
    long length = channel.size();
    byte[] footer = bytesAt(channel, Math.max(0, length - VhdFooter.BYTES));
    return new ImageFile(file, ImageFormat.FIXED_VHD, VhdFooter.decode(footer, length).sizeBytes());
  }

  private static boolean isFooter(byte[] bytes) {
    return ByteBuffer.wrap(bytes).getLong() == VhdFooter.COOKIE;
  }

  /**
   * Refuses bytes that begin like a format that would be nonsense as a raw disk.
   *
   * @param name what they are of, for the error
   * @param start the first bytes, as many as there are, up to 512
   * @throws UnsupportedImageException if they do
   */
  public static void refuseForeign(String name, byte[] start) {
    for (ForeignFormat foreign : ForeignFormat.values()) {
      if (foreign.starts(start)) {
        throw new UnsupportedImageException(
            "expected a raw image or a fixed VHD, but found " + foreign.text() + " in " + name);
      }
    }
  }

  /** Up to 512 bytes from a position. */
  private static byte[] bytesAt(FileChannel channel, long startByte) throws IOException {
    ByteBuffer into = ByteBuffer.allocate(VhdFooter.BYTES);
    while (into.hasRemaining()) {
      if (channel.read(into, startByte + into.position()) < 0) {
        break;
      }
    }
    return Arrays.copyOf(into.array(), into.position());
  }
}

package dev.snapledger.blockstore.vhd;

import dev.snapledger.blockstore.geometry.Geometry;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.UUID;

/**
 * The last 512 bytes of a fixed VHD; the disk's bytes come before it, unchanged.
 *
 * <pre>
 *   0  cookie "conectix"      36  creator host OS "Wi2k"    64  checksum
 *   8  features 2             40  original size (8)         68  unique id (16)
 *  12  version 0x00010000     48  current size (8)          84  saved state 0
 *  16  data offset, all ones  56  cylinders (2) heads (1)   85  zero (427)
 *  24  seconds since 2000         sectors per track (1)
 *  28  creator app "win "     60  disk type 2
 *  32  creator version
 * </pre>
 *
 * <p>Numbers are big-endian. Source: Virtual Hard Disk Image Format Specification 1.0, "Hard Disk
 * Footer Format"; byte for byte in docs/internals/vhd.md.
 *
 * @param sizeBytes the disk's size, a multiple of 512 from 512 to 32 TiB, without the footer
 */
public record VhdFooter(long sizeBytes, VhdIdentity identity) {
  public static final int BYTES = 512;

  /** "conectix": how every footer starts. */
  public static final long COOKIE = 0x636F_6E65_6374_6978L;

  private static final int FEATURES_RESERVED = 2;
  private static final int VERSION = 0x0001_0000;
  private static final long NO_DATA_OFFSET = -1;

  /**
   * "win ", what Hyper-V writes. Readers look at it to choose between size field and geometry:
   * qemu's block/vpc.c believes the geometry of an unknown creator, and would cut the disk.
   */
  private static final int CREATOR_APP = 0x7769_6E20;

  private static final int CREATOR_VERSION = 0x000A_0000;
  private static final int CREATOR_HOST_OS = 0x5769_326B;
  private static final int TYPE_FIXED = 2;
  private static final int CHECKSUM_AT = 64;

  /**
   * Checks the size.
   *
   * @throws dev.snapledger.blockstore.geometry.InvalidRangeException if it is not that of a disk
   */
  public VhdFooter {
    Geometry.checkDiskSize(sizeBytes);
  }

  /** The footer's 512 bytes; the same for equal footers. */
  public byte[] encode() {
    ByteBuffer out = ByteBuffer.allocate(BYTES);
    out.putLong(COOKIE).putInt(FEATURES_RESERVED).putInt(VERSION).putLong(NO_DATA_OFFSET);
    out.putInt(identity.secondsSince2000());
    out.putInt(CREATOR_APP).putInt(CREATOR_VERSION).putInt(CREATOR_HOST_OS);
    out.putLong(sizeBytes).putLong(sizeBytes).putInt(DiskShape.ofSize(sizeBytes).packed());
    out.putInt(TYPE_FIXED).putInt(0);
    UUID id = identity.uniqueId();
    out.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
    return out.putInt(CHECKSUM_AT, checksum(out.array())).array();
  }

  /**
   * Reads and checks a footer.
   *
   * <p>Features, creator, geometry and original size are not looked at: writers differ, and the
   * size of a fixed disk is told by its current size and by the file's length, which must agree.
   *
   * @param footer the last 512 bytes of a file
   * @param fileBytes length of the whole file, footer included
   * @throws InvalidVhdException for the first wrong one of: length, cookie, checksum, version, disk
   *     type, current size, file length
   */
  public static VhdFooter decode(byte[] footer, long fileBytes) {
    check(footer.length == BYTES, "length", "512 bytes", footer.length + " bytes");
    ByteBuffer in = ByteBuffer.wrap(footer);
    checkNumber("cookie", hex(COOKIE), hex(in.getLong(0)));
    checkNumber("checksum", hex(checksum(footer)), hex(in.getInt(CHECKSUM_AT)));
    checkNumber("version", hex(VERSION), hex(in.getInt(12)));
    checkType(in.getInt(60));
    long size = in.getLong(48);
    check(
        size >= BYTES && size <= Geometry.DISK_BYTES_MAX && size % Geometry.PAGE_BYTES == 0,
        "current size",
        "a multiple of 512 from 512 to " + Geometry.DISK_BYTES_MAX,
        Long.toUnsignedString(size));
    check(
        fileBytes == size + BYTES,
        "file length",
        (size + BYTES) + " bytes (current size " + size + " + 512)",
        fileBytes + " bytes");
    return new VhdFooter(
        size, VhdIdentity.ofSeconds(in.getInt(24), new UUID(in.getLong(68), in.getLong(76))));
  }

  /** One's complement of the sum of all bytes but the checksum's own. */
  private static int checksum(byte[] footer) {
    int sum = 0;
    for (int i = 0; i < BYTES; i++) {
      boolean own = i >= CHECKSUM_AT && i < CHECKSUM_AT + Integer.BYTES;
      sum += own ? 0 : Byte.toUnsignedInt(footer[i]);
    }
    return ~sum;
  }

  private static void checkType(int type) {
    String found =
        switch (type) {
          case 3 -> "3 (dynamic)";
          case 4 -> "4 (differencing)";
          default -> Integer.toUnsignedString(type);
        };
    check(type == TYPE_FIXED, "disk type", "2, as only fixed disks are accepted", found);
  }

  private static void checkNumber(String field, String expected, String found) {
    check(found.equals(expected), field, "0x" + expected, "0x" + found);
  }

  private static void check(boolean holds, String field, String expected, String found) {
    if (!holds) {
      throw new InvalidVhdException(field, expected, found);
    }
  }

  private static String hex(int value) {
    return HexFormat.of().toHexDigits(value);
  }

  private static String hex(long value) {
    return HexFormat.of().toHexDigits(value);
  }
}

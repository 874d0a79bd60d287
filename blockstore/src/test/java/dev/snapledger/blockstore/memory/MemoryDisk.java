package dev.snapledger.blockstore.memory;

import static dev.snapledger.blockstore.geometry.Geometry.BLOCK_BYTES;
import static dev.snapledger.blockstore.geometry.Geometry.PART_BYTES;

import dev.snapledger.blockstore.api.BlockDigest;
import dev.snapledger.blockstore.geometry.Geometry;
import dev.snapledger.blockstore.geometry.InvalidRangeException;
import dev.snapledger.blockstore.geometry.PageRange;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.zip.CRC32C;

/** A disk's bytes in one array, whole blocks long, and the parts touched since its parent. */
final class MemoryDisk {
  final byte[] bytes;
  final long sizeBytes;
  final BitSet touched;

  private MemoryDisk(byte[] bytes, long sizeBytes, BitSet touched) {
    this.bytes = bytes;
    this.sizeBytes = sizeBytes;
    this.touched = touched;
  }

  static MemoryDisk empty(long sizeBytes) {
    Geometry.checkDiskSize(sizeBytes);
    return new MemoryDisk(
        new byte[Geometry.blocksOf(sizeBytes) * BLOCK_BYTES], sizeBytes, new BitSet());
  }

  /** The same bytes with nothing touched; cut or filled with zeros. */
  MemoryDisk child(long newSizeBytes) {
    MemoryDisk child = empty(newSizeBytes);
    System.arraycopy(bytes, 0, child.bytes, 0, (int) Math.min(sizeBytes, newSizeBytes));
    return child;
  }

  /** The same bytes and the same touched parts. */
  MemoryDisk copy(long newSizeBytes) {
    MemoryDisk copy = child(newSizeBytes);
    copy.touched.or(touched);
    return copy;
  }

  /** The same bytes, all that is not zero touched: the first image of a chain. */
  MemoryDisk whole() {
    MemoryDisk whole = child(sizeBytes);
    for (int part = 0; part < parts(); part++) {
      whole.touched.set(part, hasData(part));
    }
    return whole;
  }

  void write(long startByte, ByteBuffer from) {
    checkInside(startByte, from.remaining());
    touch(startByte, from.remaining());
    from.get(bytes, (int) startByte, from.remaining());
  }

  void clear(PageRange range) {
    range.checkInside(sizeBytes);
    for (PageRange data : allocated(range)) {
      touch(data.startByte(), data.lengthBytes());
      Arrays.fill(bytes, (int) data.startByte(), (int) data.endByte(), (byte) 0);
    }
  }

  void read(long startByte, ByteBuffer into) {
    checkInside(startByte, into.remaining());
    into.put(bytes, (int) startByte, into.remaining());
  }

  private void checkInside(long startByte, int length) {
    if (length > 0) {
      PageRange.ofLength(startByte, length).checkInside(sizeBytes);
    } else if (startByte < 0 || startByte % 512 != 0 || startByte > sizeBytes) {
      throw new InvalidRangeException("expected a position on the disk, but found " + startByte);
    }
  }

  private void touch(long startByte, long length) {
    if (length > 0) {
      touched.set(
          (int) (startByte / PART_BYTES), (int) ((startByte + length - 1) / PART_BYTES) + 1);
    }
  }

  int parts() {
    return bytes.length / PART_BYTES;
  }

  boolean hasData(int part) {
    for (int i = part * PART_BYTES; i < (part + 1) * PART_BYTES; i++) {
      if (bytes[i] != 0) {
        return true;
      }
    }
    return false;
  }

  List<PageRange> allocated(PageRange within) {
    within.checkInside(sizeBytes);
    BitSet data = new BitSet();
    int end = (int) ((within.endByte() - 1) / PART_BYTES) + 1;
    for (int part = (int) (within.startByte() / PART_BYTES); part < end; part++) {
      data.set(part, hasData(part));
    }
    List<PageRange> ranges = new ArrayList<>();
    for (int from = data.nextSetBit(0); from >= 0; ) {
      int to = data.nextClearBit(from);
      long start = Math.max(within.startByte(), (long) from * PART_BYTES);
      ranges.add(new PageRange(start, Math.min(within.endByte(), (long) to * PART_BYTES)));
      from = data.nextSetBit(to);
    }
    return ranges;
  }

  int dataMask(int block) {
    int mask = 0;
    for (int i = 0; i < Geometry.PARTS_PER_BLOCK; i++) {
      mask |= hasData(block * Geometry.PARTS_PER_BLOCK + i) ? 1 << i : 0;
    }
    return mask;
  }

  int touchedMask(int block) {
    int mask = 0;
    for (int i = 0; i < Geometry.PARTS_PER_BLOCK; i++) {
      mask |= touched.get(block * Geometry.PARTS_PER_BLOCK + i) ? 1 << i : 0;
    }
    return mask;
  }

  int crc32c(int block) {
    if (dataMask(block) == 0) {
      return 0;
    }
    CRC32C crc = new CRC32C();
    crc.update(bytes, block * BLOCK_BYTES, BLOCK_BYTES);
    return (int) crc.getValue();
  }

  BlockDigest digest(int block) {
    if (block < 0 || block >= bytes.length / BLOCK_BYTES) {
      throw new InvalidRangeException("expected a block of the disk, but found " + block);
    }
    if (dataMask(block) == 0) {
      return BlockDigest.ZERO;
    }
    MessageDigest sha = sha256();
    sha.update(bytes, block * BLOCK_BYTES, BLOCK_BYTES);
    return BlockDigest.of(sha.digest());
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
